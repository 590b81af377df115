import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type DispatchBench, figure, type Figure, median } from '#scripts/bench/bench.ts';
import { startGateway } from '#scripts/bench/gateway.ts';

const perSecond = 100;
const seconds = 10;

/** D2: from the HTTP answer of a send until its submit_sm has arrived, with nothing waiting before it. Client and centre share a process and its clock. */
export async function measureDelay(bench: DispatchBench): Promise<Figure[]> {
  const { options, world, say } = bench;
  const arrivedAt = new Map<string, number>();
  const takes = (text: string) => {
    arrivedAt.set(text, performance.now());
    return true;
  };
  const gateway = await startGateway(bench, { takes, segmentsPerSecond: 10_000 });
  const agent = new Agent({ keepAlive: true });
  let sent = 0;

  /** Answers the moment and the text. */
  function send(): Promise<{ text: string; answeredAt: number }> {
    const n = sent++;
    const text = `delay ${n}`;
    const body = JSON.stringify({ messageRequest: { addresses: [`tel:+1415${5_550_000 + (n % 9_000)}`], text } });
    const headers = { Authorization: `Bearer ${world.senders[n % world.senders.length] ?? ''}`, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    return new Promise((resolve, reject) => {
      const asked = request({ agent, host: '127.0.0.1', port: gateway.api.port, method: 'POST', path: '/myMessages/v2/messages', headers }, (answer) => {
        const answeredAt = performance.now();
        answer.resume();
        if (answer.statusCode === 201) resolve({ text, answeredAt });
        else reject(new Error(`a send was answered with ${answer.statusCode}`));
      });
      asked.once('error', reject);
      asked.end(body);
    });
  }

  async function round(): Promise<number[]> {
    const before = gateway.smsc.acknowledged().receipts;
    const startedAt = performance.now();
    const answers: Promise<{ text: string; answeredAt: number }>[] = [];
    for (let n = 0; n < perSecond * seconds; n += 1) {
      await pause(Math.max(0, startedAt + (n * 1000) / perSecond - performance.now()));
      answers.push(send());
    }
    const answered = await Promise.all(answers);
    await gateway.stored(before + answered.length);
    return answered.map(({ text, answeredAt }) => (arrivedAt.get(text) ?? Infinity) - answeredAt).sort((a, b) => a - b);
  }

  const rounds: { p50Ms: number; p99Ms: number }[] = [];
  for (let number = 0; number <= options.rounds; number += 1) {
    say(number === 0 ? 'Warming up' : `Answer to submit_sm, round ${number} of ${options.rounds}`);
    const delays = await round();
    if (number > 0) rounds.push({ p50Ms: delays[delays.length >> 1] ?? Infinity, p99Ms: delays[Math.floor(delays.length * 0.99)] ?? Infinity });
  }
  agent.destroy();
  await gateway.stop();
  return [
    { row: 'D2', what: `HTTP answer to submit_sm at ${perSecond} a second, p50 in ms (must 20, aim 5)`, value: figure(median(rounds.map(({ p50Ms }) => p50Ms))) },
    { row: 'D2', what: 'the same, p99 in ms', value: figure(median(rounds.map(({ p99Ms }) => p99Ms))) },
  ];
}
