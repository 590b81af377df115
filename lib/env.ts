/**
 * The environment, read once. The only file of `lib/`, `app/` and `components/` that may touch `process.env`: everything else imports
 * `env`, so that a bad value is found at boot and not in the middle of a request.
 *
 * Each setting carries a sentence; `npm run env:example` writes `.env.example` from them.
 */
import { hkdfSync } from 'node:crypto';
import { resolve } from 'node:path';
import { z } from 'zod';
import { flag, webAddress, wholeNumber } from '#lib/setting-kinds.ts';
import { demandedSmppSettings, smppSettings } from '#lib/smpp-settings.ts';

// Under `node --watch` every child process reports its imports to its parent; Next's helpers would take the reports for answers.
delete process.env.WATCH_REPORT_DEPENDENCIES;

const roles = ['web', 'api', 'worker'] as const;
export type Role = (typeof roles)[number];

/** Where our credentials go: over TLS, or to this machine. */
function isApiAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.origin === text && (url.protocol === 'https:' || (url.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(url.hostname)));
}

/** Every setting with its rule, its default and its sentence. Order is the order of `.env.example`. */
export const settings = {
  NODE_ENV: z
    .enum(['production', 'development', 'test'], { error: 'must be production, development or test' })
    .default('production')
    .describe('How the program behaves: production for people, development while editing, test under the test runner.'),
  PORT: wholeNumber(0, 65_535, 3000).describe('The one TCP port the server listens on.'),
  HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('The address the server listens on. 127.0.0.1 is this machine alone; 0.0.0.0 is every network of the machine.'),
  PUBLIC_URL: webAddress('must be an http or https address such as https://messages.example.com').describe(
    'The address people and clients use. Links, OAuth metadata and cookies follow it. Default: http://localhost:PORT.',
  ),
  ROLES: z
    .string()
    .default(roles.join(','))
    .transform((value) => value.split(',').map((role) => role.trim()))
    .pipe(
      z
        .array(z.enum(roles, { error: 'must be one or more of web, api, worker, divided by commas' }))
        .min(1, { error: 'must name at least one of web, api, worker' }),
    )
    .describe('What this process does: web (pages), api (programs), worker (carriers and deadlines).'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must be a PostgreSQL address such as postgresql://user:password@host:5432/handset' })
    .describe('The PostgreSQL database (version 15 or later). Left out, `npm start` runs one of its own inside HANDSET_DATA_DIR.'),
  DATABASE_POOL_SIZE: wholeNumber(2, 200, 20).describe('How many connections to PostgreSQL one process keeps at most for pages and programs.'),
  DATABASE_WORKER_POOL_SIZE: wholeNumber(2, 200, 8).describe('How many connections to PostgreSQL the worker role keeps at most, beside the former.'),
  HANDSET_DATA_DIR: z
    .string()
    .min(1)
    .default('.handset')
    .transform((value) => resolve(value))
    .describe('Where this installation keeps what is its own: database, media, secrets, logs.'),
  MEDIA_DIR: z
    .string()
    .min(1)
    .optional()
    .describe('Where pictures and other attachments are stored. Default: the folder media inside HANDSET_DATA_DIR.'),
  HANDSET_SECRET: z
    .string({ error: 'must be set: 32 or more random characters, the same on every machine (openssl rand -base64 48)' })
    .min(32, { error: 'must have 32 characters or more (openssl rand -base64 48)' })
    .describe('The root of all keys: tokens, sessions, signed texts. `npm start` makes one; several machines must share it.'),
  CARRIER: z
    .enum(['simulator', 'smpp', 'http:twilio'], { error: 'must be simulator, smpp or http:twilio' })
    .default('simulator')
    .describe('Who carries messages: the built-in simulator, an SMPP centre or an HTTP provider (docs/smpp.md, docs/http-carrier.md).'),
  LINE_DIRECTORY: z
    .string()
    .regex(/^(file:\/|https?:\/\/)/, { error: 'must be file:/path/lines.csv or an https address with {msisdn} in it' })
    .optional()
    .describe('With SMPP or HTTP: who asks about a line. file:/path/lines.csv, or https://host/lines/{msisdn} (docs/line-directory.md).'),
  LINE_DIRECTORY_TOKEN: z.string().min(1).optional().describe('The bearer token for LINE_DIRECTORY, when that is an address.'),
  CARRIER_CALLBACK_URL: webAddress('must be an http or https address such as https://messages.example.com').describe(
    'With CARRIER=http:twilio: the address under which the provider reaches this server. Default: PUBLIC_URL.',
  ),
  HTTP_CARRIER_CONCURRENCY: wholeNumber(1, 500, 32).describe('How many calls an HTTP provider is sent at once.'),
  HTTP_CARRIER_PER_SECOND: wholeNumber(1, 1000, 50).describe('How many messages a second an HTTP provider is sent at most. Below that the pace is learned.'),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-fA-F]{32}$/, { error: 'must be AC and 32 hexadecimal digits' })
    .optional()
    .describe('The account at Twilio. Demanded with CARRIER=http:twilio.'),
  TWILIO_AUTH_TOKEN: z.string().min(16, { error: 'must be the auth token of the account' }).optional().describe('The auth token of that account: it opens the API and signs what Twilio tells. Demanded with CARRIER=http:twilio.'),
  TWILIO_API_URL: z
    .string()
    .refine(isApiAddress, { error: 'must be an https address without a path' })
    .default('https://api.twilio.com')
    .describe('The address of the API. http only for a server on this machine, for tests.'),
  DEMO: z
    .enum(['auto', 'true', 'false'], { error: 'must be auto, true or false' })
    .default('auto')
    .describe('Whether `npm start` fills an empty database with the demo people. auto: only in the database of its own.'),
  OWN_SHORT_CODE: z
    .string()
    .regex(/^[2-9]\d{4,5}$/, { error: 'must be a short code of 5 or 6 digits that starts with 2 to 9' })
    .default('42637')
    .describe('The short code that Handset texts its own codes from. With five digits nobody takes it for a code. No app ever reads what it sends.'),
  ALLOW_TERRITORIES: flag(true).describe('Whether numbers of PR, VI, GU, MP and AS count as US numbers.'),
  TRUST_PROXY: flag(false).describe('Whether a reverse proxy in front tells the visitor address in X-Forwarded-For. Never true without one.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], { error: 'must be fatal, error, warn, info, debug, trace or silent' })
    .default('info')
    .describe('How much is logged. No level ever logs numbers, texts, codes or tokens.'),
  LOG_FILE: z.string().min(1).optional().describe('A file for the log. Left out, the log goes to standard output.'),
  INDEX_LAPSE_DAYS: wholeNumber(1, 3650, 30).describe('After how many unused days a message index lapses.'),
  SESSION_IDLE_SECONDS: wholeNumber(60, 604_800, 14_100).describe('How long a subscriber or developer may be idle before the session ends.'),
  SESSION_WARNING_SECONDS: wholeNumber(10, 3600, 120).describe('How long before the end of a session its countdown appears.'),
  STAFF_IDLE_SECONDS: wholeNumber(60, 86_400, 1800).describe('How long a support agent may be idle before the session ends.'),
  STAFF_ABSOLUTE_SECONDS: wholeNumber(300, 86_400, 43_200).describe('How long a session of a support agent lasts at most.'),
  RECEIPT_DEADLINE_SECONDS: wholeNumber(1, 2_592_000, 172_800).describe('How long a delivery receipt is waited for before a status becomes unknown.'),
  WEBHOOKS_TO_LOOPBACK: flag(false).describe('Whether callback addresses may be http addresses of this machine. For development and tests; refused in production.'),
  CRASH_AT: z
    .string()
    .regex(/^[a-z_.]+:\d+$/, { error: 'must be a crash point such as submit.after_resp:1' })
    .optional()
    .describe('For crash tests alone: the point at which the process ends itself. Refused in production.'),
  OUTBOX_LEASE_SECONDS: wholeNumber(1, 3600, 30).describe('How long a worker holds a message it is handing to the carrier.'),
  ...smppSettings,
} as const;

/** One sentence a person can act on: which setting, what is wrong with it, where to change it. */
export class SettingError extends Error {
  constructor(text: string) {
    super(text);
    this.name = 'SettingError';
  }
}

/**
 * Reads settings out of a bag of texts. An empty text counts as not set.
 * Throws `SettingError` that names every setting at fault, never its value (it may be a secret).
 */
export function readSettings(source: Readonly<Record<string, string | undefined>>) {
  const given = Object.fromEntries(Object.keys(settings).flatMap((name) => (source[name] ? [[name, source[name]]] : [])));
  const parsed = z.object(settings).safeParse(given);
  const faults = new Map(missingForCarrier(given));
  for (const { path, message } of parsed.error?.issues ?? []) faults.set(String(path[0]), given[String(path[0])] ? message : `is not set: it ${message}`);
  if (!faults.has('CARRIER_CALLBACK_URL') && !faults.has('PUBLIC_URL') && isOutOfReach(given)) faults.set('CARRIER_CALLBACK_URL', `(or PUBLIC_URL) must, with CARRIER=${given.CARRIER}, be an https address that the provider can reach`);
  if (parsed.data) for (const [name, problem] of clashesIn(parsed.data)) faults.set(name, problem);
  if (!parsed.data || faults.size > 0) throw new SettingError(complaintAbout(faults));
  const read = parsed.data;
  const publicUrl = read.PUBLIC_URL ?? `http://localhost:${read.PORT}`;
  return {
    ...read,
    PUBLIC_URL: publicUrl,
    CARRIER_CALLBACK_URL: read.CARRIER_CALLBACK_URL ?? publicUrl,
    MEDIA_DIR: resolve(read.MEDIA_DIR ?? `${read.HANDSET_DATA_DIR}/media`),
    NEXTAUTH_URL: publicUrl,
    NEXTAUTH_SECRET: derive(read.HANDSET_SECRET, 'next-auth'),
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: derive(read.HANDSET_SECRET, 'server-actions'),
  };
}

type Fault = readonly [name: string, problem: string];

function complaintAbout(faults: ReadonlyMap<string, string>): string {
  const where = 'in the environment or in the file .env (see .env.example)';
  const [first = '', ...others] = [...faults].map(([name, problem]) => `${name} ${problem}`);
  if (others.length === 0) return `Setting ${first}. Change it ${where}.`;
  return [`${faults.size} settings are missing or wrong. Change them ${where}:`, ...[first, ...others].map((fault) => `  ${fault}.`)].join('\n');
}

/** Settings that are good alone and not together. */
function clashesIn(read: z.infer<z.ZodObject<typeof settings>>): Fault[] {
  const isProduction = read.NODE_ENV === 'production';
  return [
    ...(read.SESSION_WARNING_SECONDS >= Math.min(read.SESSION_IDLE_SECONDS, read.STAFF_IDLE_SECONDS) ? [['SESSION_WARNING_SECONDS', 'must be shorter than SESSION_IDLE_SECONDS and STAFF_IDLE_SECONDS'] as const] : []),
    ...(read.WEBHOOKS_TO_LOOPBACK && isProduction ? [['WEBHOOKS_TO_LOOPBACK', 'cannot be true in production: leave it out'] as const] : []),
    ...(read.CRASH_AT && isProduction ? [['CRASH_AT', 'cannot be used in production: leave it out'] as const] : []),
  ];
}

/** What a carrier cannot do without, and what to put there. */
const demandedSettings: Readonly<Record<string, readonly Fault[]>> = {
  smpp: demandedSmppSettings,
  'http:twilio': [
    ['TWILIO_ACCOUNT_SID', 'AC and 32 hexadecimal digits, from the console of the provider (docs/http-carrier.md)'],
    ['TWILIO_AUTH_TOKEN', 'the auth token of that account'],
  ],
};
const demandedDirectory: Fault = ['LINE_DIRECTORY', 'file:/path/lines.csv or https://host/lines/{msisdn}: it tells which lines are yours (docs/line-directory.md)'];

function missingForCarrier(given: Readonly<Record<string, string | undefined>>): Fault[] {
  const demanded = demandedSettings[given.CARRIER ?? ''];
  if (!demanded) return [];
  return [...demanded, demandedDirectory].filter(([name]) => !given[name]).map(([name, what]) => [name, `is not set: with CARRIER=${given.CARRIER} it must be ${what}`]);
}

/** Whether a provider on the internet is told an address of ours that only this machine or nobody's TLS knows. */
function isOutOfReach({ CARRIER, CARRIER_CALLBACK_URL, PUBLIC_URL, TWILIO_API_URL = 'https:' }: Readonly<Record<string, string | undefined>>): boolean {
  return CARRIER === 'http:twilio' && isHttps(TWILIO_API_URL) && !isHttps(CARRIER_CALLBACK_URL ?? PUBLIC_URL ?? '');
}

const isHttps = (address: string): boolean => /^\s*https:/i.test(address);

/** 32 bytes of a purpose's own, as base64: knowing one purpose's key tells nothing about another's. */
function derive(secret: string, purpose: string): string {
  return Buffer.from(hkdfSync('sha256', secret, 'handset', purpose, 32)).toString('base64');
}

function readOrExit() {
  try {
    return readSettings(process.env);
  } catch (error) {
    // Under the test runner an exit would hide which test file asked for the settings.
    if (!(error instanceof SettingError) || process.env.NODE_ENV === 'test') throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(78);
  }
}

export const env = readOrExit();
export type Env = typeof env;

// next-auth 4 and Next read these themselves. They follow the settings above, whatever the environment held.
for (const name of ['NEXTAUTH_URL', 'NEXTAUTH_SECRET', 'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY'] as const) {
  process.env[name] = env[name];
}
