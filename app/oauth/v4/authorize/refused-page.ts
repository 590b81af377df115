const reasons = {
  'unknown-client': {
    title: 'We do not know this app',
    text: 'The app that sent you here is not registered, or it has been switched off. Nothing was shared with it.',
    developer: 'client_id is not that of a registered, enabled app.',
  },
  'redirect-uri': {
    title: 'This link is not safe to follow',
    text: 'The app asked to be answered at an address it has not registered, so we stopped here. Nothing was shared with it.',
    developer: 'redirect_uri must be, character for character, one of the URIs registered for the app.',
  },
  'request-uri': {
    title: 'This link is over',
    text: 'It was used already, or it took longer than a minute to get here. Go back to the app and start again. Nothing was shared with it.',
    developer: 'request_uri is unknown, used, older than 60 seconds, or another app’s (invalid_request_uri). Push the request again.',
  },
  duplicate: {
    title: 'This link cannot be read',
    text: 'The app that sent you here made a mistake in its link. Nothing was shared with it.',
    developer: 'client_id, redirect_uri or request_uri was sent more than once.',
  },
} as const;

const style = `
:root{color-scheme:light dark;--canvas:light-dark(oklch(.975 .004 200),oklch(.18 .012 215));--surface:light-dark(#fff,oklch(.215 .013 215));--sunken:light-dark(oklch(.962 .005 200),oklch(.19 .012 215));--border:light-dark(oklch(.905 .007 200),oklch(.31 .014 213));--text:light-dark(oklch(.24 .02 215),oklch(.94 .006 210));--muted:light-dark(oklch(.49 .02 215),oklch(.73 .015 210));--accent:light-dark(oklch(.42 .085 195),oklch(.8 .09 190))}
*{box-sizing:border-box}body{margin:0;background:var(--canvas);color:var(--text);font:16px/1.5 ui-sans-serif,system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}
header{min-height:56px;display:flex;align-items:center;padding:0 20px;background:var(--surface);border-bottom:1px solid var(--border);font-weight:680}
main{max-width:688px;margin:0 auto;padding:24px 20px}section{background:var(--surface);border:1px solid var(--border);border-radius:12px;padding:24px}
h1{margin:0 0 8px;font-size:22px;line-height:28px}p{margin:0;max-width:60ch}p+p{margin-top:16px;padding:12px 16px;border-radius:8px;background:var(--sunken);font-size:14px;color:var(--muted)}
a{color:var(--accent);text-underline-offset:3px}nav{margin-top:20px}@media(max-width:640px){main{padding:0}section{border-radius:0;border-inline:0;padding:20px 16px}}`;

const frontPage = '<a href="/">Go to the front page</a>';

interface Words {
  title: string;
  text: string;
  developer: string;
}

/** `next`: where the page's one link leads, in HTML. */
function page({ title, text, developer }: Words, status: number, { headers = {}, next = frontPage }: { headers?: Readonly<Record<string, string>>; next?: string } = {}): Response {
  const html = `<!doctype html><html lang="en-US"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · Handset</title><link rel="icon" href="/icon.svg"><style>${style}</style></head>
<body><header>Handset</header><main id="main"><section><h1>${title}</h1><p>${text}</p><p>For the developer: ${developer}</p><nav aria-label="Next">${next}</nav></section></main></body></html>`;
  return new Response(html, { status, headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', ...headers } });
}

/**
 * The error page of the authorization endpoint: status 400 and never a redirect (RFC 6749, 4.1.2.1). It is a text of our own, so nothing
 * of the request can appear in it.
 */
export const refusedPage = (reason: keyof typeof reasons): Response => page(reasons[reason], 400);

/** Too many questions from one network or line: 429 in words, and no redirect either, which would only bring the app to ask again. */
export function limitedPage(retryAfterSeconds: number): Response {
  const minutes = Math.ceil(retryAfterSeconds / 60);
  const words = {
    title: 'Too many requests from here',
    text: `Apps asked too often from your network or for your line in the last minutes. Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, then open the link again. Nothing was shared with the app.`,
    developer: 'the authorization endpoint limits how many requests one network, or one signed-in line, may begin. Retry-After says when it goes on.',
  };
  return page(words, 429, { headers: { 'Retry-After': String(retryAfterSeconds) } });
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

/**
 * A mistake in an app's request, read by somebody who is not signed in: the app is answered when they choose to go there. A redirect by itself would
 * make our address lead to any site that somebody registered (RFC 9700, 4.11.2).
 */
export function mistakePage({ location, code }: { location: string; code: string }): Response {
  const words = {
    title: 'The app made a mistake',
    text: 'It asked in a way that cannot be answered, so there is nothing to decide. Nothing was shared with it.',
    developer: `the answer is ${code}. It goes to the redirect URI at once where somebody is signed in, and with prompt=none.`,
  };
  const host = escaped(new URL(location).host || new URL(location).protocol);
  return page(words, 400, { next: `<a href="${escaped(location)}" rel="noreferrer">Go back to ${host}</a>` });
}
