/** Tests talk to this machine alone: a connection to anywhere else fails, and says who tried. */
import { Socket } from 'node:net';

const connect = Socket.prototype.connect as (this: Socket, ...parts: unknown[]) => Socket;

function hostOf(parts: unknown[]): string {
  const [first, second] = Array.isArray(parts[0]) ? (parts[0] as unknown[]) : parts;
  if (typeof first === 'object' && first !== null) {
    const { host, path } = first as { host?: string; path?: string };
    return path ? 'localhost' : (host ?? 'localhost');
  }
  return typeof second === 'string' ? second : 'localhost';
}

Socket.prototype.connect = function (this: Socket, ...parts: unknown[]) {
  const host = hostOf(parts);
  if (/^(localhost|127(\.\d+){3}|::1|\[::1\])$/.test(host)) return connect.apply(this, parts);
  return this.destroy(new Error(`A test tried to reach ${host}. Tests talk to this machine alone.`));
} as typeof Socket.prototype.connect;
