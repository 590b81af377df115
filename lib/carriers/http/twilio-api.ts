import { z } from 'zod';
import { type HttpClient, type HttpOutcome, readJson } from '#lib/carriers/http/client.ts';

export interface TwilioSettings {
  accountSid: string;
  authToken: string;
  /** Without a slash at the end, as the next one. */
  apiUrl: string;
  /** Where the provider reaches us. */
  callbackUrl: string;
  /** Calls at once. */
  concurrency: number;
  /** Submits a second, at most. */
  perSecond: number;
}

/** What is read of a message as the provider holds it; the rest is left alone. */
const messageSchema = z.object({
  sid: z.string().regex(/^[A-Z]{2}[0-9a-fA-F]{32}$/),
  status: z.string().max(40),
  from: z.string().nullish(),
  to: z.string().nullish(),
  body: z.string().nullish(),
  direction: z.string().nullish(),
  num_media: z.coerce.number().nullish(),
  date_created: z.string().nullish(),
  error_code: z.unknown(),
});
export type TwilioMessage = z.infer<typeof messageSchema>;

const listSchema = z.object({ messages: z.array(messageSchema) });

export interface TwilioApi {
  create(form: URLSearchParams): Promise<HttpOutcome>;
  /** Null when the provider has no such message or could not be asked. */
  findMessage(sid: string): Promise<TwilioMessage | null>;
  /** Messages between two numbers since a day, newest first; null when the provider could not be asked. */
  listMessages(between: { from: string; to: string; since: Date }): Promise<TwilioMessage[] | null>;
}

/** More than anybody sends to one person between a submit and the question what became of it. */
const pageSize = 100;

export function createTwilioApi(settings: TwilioSettings, client: HttpClient): TwilioApi {
  const account = `${settings.apiUrl}/2010-04-01/Accounts/${settings.accountSid}`;
  const headers = { Authorization: basicAuthorization(settings), Accept: 'application/json' };
  const get = async (url: URL) => {
    const outcome = await client.call({ method: 'GET', url, headers });
    return outcome.kind === 'answered' && outcome.status === 200 ? outcome.body : null;
  };
  return {
    create: (form) =>
      client.call({ method: 'POST', url: new URL(`${account}/Messages.json`), headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' }, body: form.toString() }),
    async findMessage(sid) {
      return readMessage(await get(new URL(`${account}/Messages/${encodeURIComponent(sid)}.json`)));
    },
    async listMessages({ from, to, since }) {
      const url = new URL(`${account}/Messages.json`);
      for (const [name, value] of Object.entries({ To: to, From: from, 'DateSent>': since.toISOString().slice(0, 10), PageSize: String(pageSize) })) url.searchParams.set(name, value);
      const parsed = listSchema.safeParse(readJson(await get(url)));
      return parsed.success ? parsed.data.messages : null;
    },
  };
}

export function basicAuthorization({ accountSid, authToken }: TwilioSettings): string {
  return `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
}

export function readMessage(body: Buffer | null): TwilioMessage | null {
  const parsed = messageSchema.safeParse(readJson(body));
  return parsed.success ? parsed.data : null;
}
