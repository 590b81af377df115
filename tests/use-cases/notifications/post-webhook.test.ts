import { createServer as createTcpServer, type AddressInfo, Socket } from 'node:net';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWebhookPoster } from '#lib/use-cases/notifications/post-webhook.ts';
import { createReceiver, type WebhookReceiver } from '#tests/support/fixtures/webhook-receiver.ts';

let receiver: WebhookReceiver;
const receivers: WebhookReceiver[] = [];
const post = (url: string, rules: Partial<Parameters<typeof createWebhookPoster>[0]> = {}) => createWebhookPoster({ loopback: true, ...rules })({ url, body: '{}', headers: { 'webhook-id': 'msg_1' } });

beforeEach(async () => {
  receiver = await createReceiver();
  receivers.push(receiver);
});

afterEach(() => void vi.restoreAllMocks());
afterAll(() => receivers.forEach((each) => each.close()));

/** Where connections really went; those that would leave this machine go no further. */
function watchConnections(): string[] {
  const seen: string[] = [];
  vi.spyOn(Socket.prototype, 'connect').mockImplementation(function (this: Socket, ...parts: unknown[]) {
    const [first] = (Array.isArray(parts[0]) ? parts[0] : parts) as [{ host?: string }];
    seen.push(String(first.host));
    setImmediate(() => this.destroy(new Error('stopped by the test')));
    return this;
  } as typeof Socket.prototype.connect);
  return seen;
}

describe('posting', () => {
  it('sends JSON with its headers and a Host of the address', async () => {
    expect(await post(receiver.url)).toMatchObject({ outcome: 'answered', status: 204 });
    expect(receiver.posts[0]).toMatchObject({ body: '{}', path: '/hook', headers: { 'content-type': 'application/json', 'webhook-id': 'msg_1', host: new URL(receiver.url).host } });
  });

  it('SSRF: never connects to an address inside, by number or by name, with http or https', async () => {
    const seen = watchConnections();
    for (const url of ['https://127.0.0.1/', 'https://10.0.0.1/', 'https://169.254.169.254/latest', 'https://[::1]/', 'http://8.8.8.8/', 'https://localhost/']) {
      expect([url, (await post(url, { resolve: async () => ['127.0.0.1'] })).outcome]).toEqual([url, 'refused-address']);
    }
    for (const addresses of [['127.0.0.1'], ['10.1.2.3'], ['93.184.216.34', '192.168.0.1'], ['::ffff:127.0.0.1'], ['64:ff9b::7f00:1'], ['2002:7f00:1::1'], ['fd00::1']]) {
      expect((await post('https://hooks.example.com/', { resolve: async () => addresses })).outcome).toBe('refused-address');
    }
    expect(seen).toEqual([]);
  });

  it('SSRF: http to this machine only where it is allowed', async () => {
    expect((await post(receiver.url, { loopback: false })).outcome).toBe('refused-address');
    expect(receiver.posts).toEqual([]);
  });

  it('SSRF, DNS rebinding: asks for the name once and connects to the very address that was checked', async () => {
    const seen = watchConnections();
    let asked = 0;
    const resolve = async () => [(asked += 1) === 1 ? '93.184.216.34' : '127.0.0.1'];
    await post('https://hooks.example.com/', { resolve });
    expect([asked, seen]).toEqual([1, ['93.184.216.34']]);
  });

  it('does not follow a redirect', async () => {
    receiver.answers.push((response) => response.writeHead(302, { Location: `${receiver.url}/elsewhere` }).end());
    expect(await post(receiver.url)).toMatchObject({ outcome: 'answered', status: 302 });
    expect(receiver.posts).toHaveLength(1);
  });

  it('gives up on one that does not answer', async () => {
    receiver.standard = () => undefined;
    expect(await post(receiver.url, { timeoutMs: 200 })).toMatchObject({ outcome: 'timeout', status: null });
  });

  it('gives up on a name that is not found in time', async () => {
    expect((await post('https://hooks.example.com/', { timeoutMs: 100, resolve: () => new Promise(() => undefined) })).outcome).toBe('timeout');
    expect((await post('https://hooks.example.com/', { resolve: () => Promise.reject(new Error('ENOTFOUND')) })).outcome).toBe('no-such-host');
  });

  it('reads no more of an endless answer than it must', async () => {
    let sent = 0;
    receiver.standard = (response) => {
      response.writeHead(200);
      const more = (): void => {
        if (response.destroyed) return;
        sent += 65_536;
        response.write(Buffer.alloc(65_536), () => setImmediate(more));
      };
      more();
    };
    expect(await post(receiver.url, { mostAnswerBytes: 10_000 })).toMatchObject({ outcome: 'answered', status: 200 });
    expect(sent).toBeLessThan(20_000_000);
  });

  it('counts the status of an answer that breaks off or drips', async () => {
    receiver.answers.push((response) => response.writeHead(200, { 'Content-Length': '100' }).write('x', () => response.destroy()));
    expect(await post(receiver.url)).toMatchObject({ outcome: 'answered', status: 200 });
    receiver.answers.push((response) => void response.writeHead(200).write('x'));
    expect(await post(receiver.url, { timeoutMs: 300 })).toMatchObject({ outcome: 'answered', status: 200 });
  });

  it('is done with whoever answers with another protocol, or hangs up without a word', async () => {
    const answers = ['HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n', ''];
    const server = createTcpServer((socket) => {
      const answer = answers.shift() ?? '';
      socket.once('data', () => (answer === '' ? socket.end() : socket.write(answer)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    expect((await post(url)).outcome).toBe('bad-answer');
    expect((await post(url)).outcome).toBe('no-connection');
    server.close();
  });

  it('names what is no HTTP, and nobody there', async () => {
    const server = createTcpServer((socket) => void socket.on('error', () => undefined).resume().end('SSH-2.0-OpenSSH\r\n\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect((await post(`http://127.0.0.1:${port}/`)).outcome).toBe('bad-answer');
    await new Promise((resolve) => server.close(resolve));
    expect((await post(`http://127.0.0.1:${port}/`)).outcome).toBe('no-connection');
  });
});
