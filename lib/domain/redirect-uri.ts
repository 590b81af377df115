/** Where an authorization answer may go (RFC 9700, 2.1 and 4.1; security.md T4): what may be registered, and what matches it. */
const longestUri = 2000;
const loopbackHosts = ['127.0.0.1', '[::1]', 'localhost'];
/** RFC 3986, appendix A: unreserved, reserved and percent. Leaves out spaces, controls, backslash, quotes and all of Unicode. */
const uriCharacters = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+$/;

/**
 * Whether a redirect URI may be registered: https, or http to this machine, written in its one canonical form, with no fragment, user
 * name or wildcard. Canonical form is demanded so that an exact comparison is all that is ever needed.
 */
export function checkRedirectUri(uri: string): { ok: true } | { ok: false; problem: string } {
  const problem = problemOf(uri);
  return problem === null ? { ok: true } : { ok: false, problem };
}

function problemOf(uri: string): string | null {
  if (uri.length > longestUri) return `It is longer than ${longestUri} characters.`;
  if (!uriCharacters.test(uri)) return 'It holds a space, a backslash or another character that a URI cannot hold.';
  if (!URL.canParse(uri)) return 'It is not an absolute URI.';
  const url = new URL(uri);
  const isLoopback = loopbackHosts.includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback))
    return 'It must begin with https://, or with http:// and a loopback address.';
  if (uri.includes('#')) return 'It must not have a fragment (#).';
  if (url.username !== '' || url.password !== '') return 'It must not have a user name.';
  if (uri.includes('*')) return 'It must not have a wildcard (*).';
  if (/%(?![0-9a-f]{2})|%(0[0-9a-f]|1[0-9a-f]|2e|2f|5c|7f)/i.test(url.pathname))
    return 'Its path has an encoded dot, slash or control character.';
  if (url.href !== uri && url.href !== `${uri}/`) return `Write it as ${url.href}.`;
  return null;
}

/**
 * The URI to answer to, or null: then there is no redirect, only an error page. *Modern* needs the very string that was registered; the
 * one freedom is the port of `http://127.0.0.1` or `http://[::1]` registered without one (RFC 8252, 7.3). *Classic* may leave it out when
 * only one is registered, and may add its own query, as programs for the original API do (wire-v2 part 0.1), but none that would be read
 * as the answer.
 */
export function redirectUriMatches(
  registered: readonly string[],
  presented: string | undefined,
  profile: 'modern' | 'classic',
): string | null {
  if (presented === undefined) return profile === 'classic' && registered.length === 1 ? (registered[0] ?? null) : null;
  if (registered.includes(presented)) return presented;
  if (profile === 'modern') return registered.some((uri) => differsByLoopbackPort(uri, presented)) ? presented : null;
  if (!uriCharacters.test(presented) || presented.includes('#') || presented.length > longestUri) return null;
  return registered.some((uri) => withoutQuery(uri) === withoutQuery(presented)) && !answersItself(presented) ? presented : null;
}

/** Of two `code` in an answer many clients read the first, which would be that of whoever wrote the link (RFC 9700, 4.5). */
function answersItself(uri: string): boolean {
  const names = [...new URLSearchParams(uri.slice(withoutQuery(uri).length + 1).replaceAll(';', '&')).keys()];
  return ['code', 'error', 'error_description', 'state', 'iss'].some((name) => names.includes(name));
}

function differsByLoopbackPort(registered: string, presented: string): boolean {
  const [, origin, rest] = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]))(\/.*|)$/.exec(registered) ?? [];
  if (origin === undefined || !presented.startsWith(`${origin}:`)) return false;
  const [, port, tail] = /^:([1-9]\d{0,4})(.*)$/s.exec(presented.slice(origin.length)) ?? [];
  return Number(port) <= 65_535 && tail === rest;
}

function withoutQuery(uri: string): string {
  return uri.split('?', 1)[0] ?? uri;
}
