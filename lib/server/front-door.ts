import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { answerRaw } from '#lib/api/raw-answer.ts';
import { env } from '#lib/env.ts';
import type { PlainAnswer } from '#lib/server/plain-answer.ts';
import { visitorAddress } from '#lib/server/visitor-address.ts';

/** Headers that only this server may set; what a visitor sends under these names is dropped (T25). */
const ownHeaders = [
  'x-middleware-subrequest', 'x-middleware-rewrite', 'x-middleware-next', 'x-middleware-override-headers', 'x-original-url', 'x-rewrite-url',
  'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'x-forwarded-server', 'forwarded', 'x-real-ip', 'x-nonce', 'content-security-policy',
  'content-security-policy-report-only', 'x-invoke-path', 'x-invoke-query', 'x-invoke-output', 'x-matched-path', 'x-handset-address', 'x-handset-path',
  'x-handset-background', 'x-handset-request',
];

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const publicUrl = new URL(env.PUBLIC_URL);
/** Where a carrier calls us may have a name of its own; nothing else is answered under it. */
const callbackHost = new URL(env.CARRIER_CALLBACK_URL).host;
const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The first look at every request, before Hono and Next see it: methods, targets and hosts that no client of ours sends are
 * refused, headers that only we may set are dropped, and the visitor's address is written down.
 */
export function inspect(request: IncomingMessage): PlainAnswer | null {
  if (!methods.has(request.method ?? '')) return { status: 405, text: 'This method is not used here.' };
  const target = request.url ?? '';
  // Absolute-form targets are for proxies (RFC 9112 3.2.2); Next would redirect to the host they name.
  if (!target.startsWith('/') || target.startsWith('//')) return { status: 400, text: 'The request target must be a path.' };
  if (target.length > 16_384 || /[\x00-\x20\x7f\\]/.test(target)) return { status: 400, text: 'The request target is malformed.' };
  if (!isPercentEncodedWell(target)) return { status: 400, text: 'The request target has a broken percent-encoding.' };
  // RFC 9112 3.2: of two hosts, those in front of us might have gone by the other one.
  if ((request.headersDistinct.host?.length ?? 0) > 1) return { status: 400, text: 'Name one host.' };
  if (!isOurHost(request.headers.host, target)) return { status: 421, text: 'This server does not answer for that host.' };
  for (const name of ownHeaders) delete request.headers[name];
  request.headers['x-handset-address'] = visitorAddress({
    forwardedFor: request.headersDistinct['x-forwarded-for']?.join(),
    connectedFrom: request.socket.remoteAddress ?? '',
    trustsProxy: env.TRUST_PROXY,
  });
  request.headers['x-handset-path'] = target;
  if (isBackgroundRefresh(request)) request.headers['x-handset-background'] = '1';
  delete request.headers['x-forwarded-for'];
  // Next compares Origin with this pair; it follows the configuration, never the visitor.
  request.headers['x-forwarded-proto'] = publicUrl.protocol.slice(0, -1);
  if (request.headers.origin === publicUrl.origin) request.headers['x-forwarded-host'] = publicUrl.host;
  return null;
}

/**
 * A page that refreshes itself because something arrived, or that fetches ahead what may be opened, is no use by a person and must not keep
 * a session alive (P1). A refresh asks for its data (RSC) at the very address it is at; a navigation asks for another one.
 */
function isBackgroundRefresh(request: IncomingMessage): boolean {
  if (request.headers.rsc !== '1' || request.method !== 'GET') return false;
  if (request.headers['next-router-prefetch'] !== undefined) return true;
  const referer = request.headers.referer ?? '';
  if (!URL.canParse(referer)) return false;
  const at = new URL(referer);
  const wanted = new URL(request.url ?? '/', at.origin);
  wanted.searchParams.delete('_rsc');
  return wanted.pathname === at.pathname && wanted.searchParams.toString() === at.searchParams.toString();
}

function isPercentEncodedWell(target: string): boolean {
  try {
    decodeURIComponent(target.split('?')[0] ?? '');
    return true;
  } catch {
    return false;
  }
}

function isOurHost(host: string | undefined, target: string): boolean {
  if (!host) return false;
  const name = host.toLowerCase();
  if (name === publicUrl.host || (name === callbackHost && target.startsWith('/carrier/'))) return true;
  const port = /:(\d+)$/.exec(name)?.[1] ?? '80';
  const bare = name.replace(/:\d+$/, '');
  // On this machine itself any port of the loopback is ours (PUBLIC_URL may name a proxy; a probe asks the port directly).
  return loopbackNames.includes(bare) && (port === String(env.PORT) || port === publicUrl.port);
}

const commonHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
  'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  ...(publicUrl.protocol === 'https:' ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' } : {}),
};

/** What every answer carries, whoever gives it. */
export function setCommonHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(commonHeaders)) response.setHeader(name, value);
}

/** What Node says of bytes that are no request, or none that came in time. */
const unreadable: Readonly<Record<string, { status: number; text: string }>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, text: 'The request did not come in time.\n' },
  HPE_HEADER_OVERFLOW: { status: 431, text: 'The headers of the request are too long.\n' },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, text: 'The chunk extensions of the request are too long.\n' },
};

/** The answer to what is no HTTP, as bytes: there is no response object to write it with. */
export function answerUnreadable(socket: Duplex, code: string | undefined): void {
  const { status, text } = unreadable[code ?? ''] ?? { status: 400, text: 'The request could not be read.\n' };
  answerRaw(socket, status, { ...commonHeaders, 'Content-Type': 'text/plain; charset=utf-8' }, text);
}

/** Pages after whose form a chain of redirects may end at an app's redirect URI; Chromium applies form-action to the whole chain. */
const leavesBySubmit = /^\/(?:oauth\/v4\/authorize|sign-in|api\/auth)(?:[/?]|$)/;

/**
 * A policy of its own for each page: scripts run by nonce only. Next reads the nonce from the request's header of the same
 * name and puts it on its scripts.
 */
export function setPagePolicy(request: IncomingMessage, response: ServerResponse): void {
  if ((request.url ?? '').startsWith('/inbox/media/')) {
    // What people attach is shown, never run (T11); Next would not let its route replace a header that is set here.
    response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
    return;
  }
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${env.NODE_ENV === 'development' ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src 'self'${env.NODE_ENV === 'development' ? ' ws: wss:' : ''}`,
    "media-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    ...(leavesBySubmit.test(request.url ?? '') ? [] : ["form-action 'self'"]),
    "frame-ancestors 'none'",
  ].join('; ');
  request.headers['content-security-policy'] = policy;
  request.headers['x-nonce'] = nonce;
  response.setHeader('Content-Security-Policy', policy);
}
