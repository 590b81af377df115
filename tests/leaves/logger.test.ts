import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { linesOfATurn } from '#lib/logger.ts';

const endOfTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

function startLog() {
  const written: string[][] = [];
  const events = (lines: string) => lines.trim().split('\n').map((line) => (JSON.parse(line) as { event: string }).event);
  const stream = linesOfATurn({ write: (lines) => written.push(events(lines)) });
  return { written, log: pino({ messageKey: 'event' }, stream) };
}

describe('the lines of a log', () => {
  it('those of one turn of the event loop are written together, in their order', async () => {
    const { written, log } = startLog();
    log.info('first');
    log.child({ requestId: '1' }).info('second');
    expect(written).toEqual([]);
    await endOfTurn();
    log.info('third');
    await endOfTurn();
    expect(written).toEqual([['first', 'second'], ['third']]);
  });

  it('a warning or an error is written at once, with all before it', async () => {
    const { written, log } = startLog();
    log.info('before');
    log.error('it broke');
    expect(written).toEqual([['before', 'it broke']]);
    log.warn('careful');
    expect(written).toEqual([['before', 'it broke'], ['careful']]);
    await endOfTurn();
    expect(written).toHaveLength(2);
  });

  it('a flush leaves nothing behind', () => {
    const { written, log } = startLog();
    log.info('last words');
    log.flush();
    expect(written).toEqual([['last words']]);
  });
});
