/** A process of its own that serves the API and says what memory it takes. */
import { startHttpServer } from '#tests/support/fixtures/http-server.ts';

export interface Measured {
  rss: number;
  /** Bytes of bodies, in Buffers of any kind. */
  arrayBuffers: number;
  /** The highest since it was asked last. */
  peakRss: number;
  peakArrayBuffers: number;
  bytesRead: Record<string, number>;
}

const { port, host, bytesRead } = await startHttpServer();
let [peakRss, peakArrayBuffers] = [0, 0];
setInterval(() => {
  const { rss, arrayBuffers } = process.memoryUsage();
  [peakRss, peakArrayBuffers] = [Math.max(peakRss, rss), Math.max(peakArrayBuffers, arrayBuffers)];
}, 5);

process.on('message', () => {
  globalThis.gc?.();
  const { rss, arrayBuffers } = process.memoryUsage();
  process.send?.({ rss, arrayBuffers, peakRss, peakArrayBuffers, bytesRead: Object.fromEntries(bytesRead) } satisfies Measured);
  [peakRss, peakArrayBuffers] = [0, 0];
});
process.on('disconnect', () => process.exit());
process.send?.({ port, host });
