import { pino, type Bindings, type DestinationStream, type Logger } from 'pino';
import { env } from '#lib/env.ts';
import { describeError, redactFields, scrub } from '#lib/redact.ts';

/** `child` is left out: pino does not pass a child's fields through the formatters, `childLogger` redacts them. */
export type Log = Pick<Logger, 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'isLevelEnabled' | 'flush'>;

const warning = pino.levels.values['warn'] ?? 0;

/**
 * Writes the lines of one turn of the event loop together: under load a write a line costs half of what making the line does. A warning or worse
 * is written at once with all before it, and so is what is left when the process ends.
 */
export function linesOfATurn(target: { write(lines: string): unknown }): DestinationStream & { flush(done?: () => void): void } {
  let lines = '';
  const put = () => {
    if (lines === '') return;
    const gathered = lines;
    lines = '';
    target.write(gathered);
  };
  process.once('exit', put);
  return {
    [pino.symbols.needsMetadataGsym]: true,
    // pino tells the level of a line here before it hands the line over.
    lastLevel: 0,
    write(line: string) {
      if (lines === '') setImmediate(put);
      lines += line;
      if (this.lastLevel >= warning) put();
    },
    flush(done?: () => void) {
      put();
      done?.();
    },
  } as DestinationStream & { lastLevel: number; flush(done?: () => void): void };
}

/**
 * One JSON line an event, without transports (they would move the log to a thread that dies with the process, and its last lines with it).
 * Every field and every text passes `lib/redact.ts`: see there for what may appear.
 */
export const logger: Log = pino(
  {
    level: env.LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    messageKey: 'event',
    errorKey: 'error',
    serializers: { error: asError, err: asError },
    formatters: {
      level: (label) => ({ level: label }),
      log: (fields) => redactFields(fields),
    },
    hooks: {
      logMethod(parts, method) {
        // The text beside the fields is written by us, but what was joined into it might not be. An error on its own would put its bare
        // message there.
        const safe = (parts as unknown[]).map((part) => (typeof part === 'string' ? scrub(part) : part));
        if (safe[0] instanceof Error && safe.length === 1) safe.push(safe[0].name);
        method.apply(this, safe as Parameters<typeof method>);
      },
    },
  },
  linesOfATurn(env.LOG_FILE ? pino.destination({ dest: env.LOG_FILE, append: true, mkdir: true, mode: 0o600, sync: true }) : pino.destination({ dest: 1, sync: true })),
);

function asError(value: unknown): unknown {
  return value instanceof Error ? describeError(value) : value;
}

/** A logger that carries ids (request, actor, job) in each of its lines. */
export function childLogger(bindings: Bindings): Log {
  return (logger as Logger).child(redactFields(bindings));
}

/** Whether the `total`th event of a kind gets a line: the first ten, then each hundredth. What somebody else can make happen without end does not fill the log. */
export function isToldAt(total: number): boolean {
  return total <= 10 || total % 100 === 0;
}
