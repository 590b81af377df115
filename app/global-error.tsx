'use client';

import './globals.css';

/** Stands in for the root layout itself, so it needs nothing but the stylesheet. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en-US">
      <body>
        <title>Something went wrong · Handset</title>
        <main id="main" className="grid min-h-dvh place-content-center justify-items-center gap-3 p-6 text-center">
          <h1 className="text-22">Handset did not load</h1>
          <p className="max-w-[48ch] text-14 text-muted">The fault is ours. Messages you sent are kept, and nothing is sent twice.</p>
          {error.digest && (
            <p className="text-14 text-muted">
              Reference: <code className="font-mono text-ink">{error.digest}</code>
            </p>
          )}
          <button type="button" onClick={reset} className="min-h-11 rounded-control bg-accent px-5 text-14 font-medium text-on-accent">
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
