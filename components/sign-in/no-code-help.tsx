'use client';

import { ChevronDown, CircleQuestionMark, MessageSquareText } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';

/** Where the form for the code finds it. */
export const noCodeHelpId = 'no-code';

export interface NoCodeHelpProps {
  /** Opens by itself after so long; at once when 0. */
  opensInSeconds: number;
  /** The form that asks for a new code. */
  resend: ReactNode;
  /** The page with the button for passkeys. */
  passkeyHref: string;
  /** The number that codes come from. */
  shortCode: string;
  /** No link to the carrier takes messages: then it is not the phone. */
  isNetworkAway: boolean;
}

/** What to try when no code comes. */
export function NoCodeHelp({ opensInSeconds, resend, passkeyHref, shortCode, isNetworkAway }: NoCodeHelpProps) {
  const help = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (help.current) help.current.open = true;
    }, opensInSeconds * 1000);
    return () => clearTimeout(timer);
  }, [opensInSeconds]);
  return (
    <details ref={help} id={noCodeHelpId} open={opensInSeconds === 0} className="group">
      <summary className="flex min-h-12 list-none items-center gap-2 font-medium [&::-webkit-details-marker]:hidden">
        <CircleQuestionMark aria-hidden="true" />
        No code?
        <ChevronDown aria-hidden="true" className="ml-auto text-muted transition-transform group-open:rotate-180" />
      </summary>
      <ul className="grid list-disc gap-2 pb-5 pl-5 text-muted marker:text-muted">
        <li>{isNetworkAway ? 'The network takes no messages at the moment. Your phone cannot change that.' : 'Codes can take a minute. Is the phone on, with signal?'}</li>
        <li>
          Did the phone once text STOP to {shortCode}? Then text START to it.
        </li>
        <li>{resend}</li>
        <li>
          SMS off or phone lost?{' '}
          <a href={passkeyHref} className="link inline-flex min-h-6 items-center">
            Use a passkey
          </a>{' '}
          or{' '}
          <a href="/support-info" className="link inline-flex min-h-6 items-center">
            ask support
          </a>
        </li>
      </ul>
    </details>
  );
}

/** With the simulated carrier codes arrive on a phone in the next tab: on that of the number, once it is known. */
export function VirtualPhoneNote({ number }: { number?: string }) {
  return (
    <p className="flex gap-2 rounded-control bg-info-soft px-3 py-2.5 text-13">
      <MessageSquareText aria-hidden="true" className="size-4 text-info" />
      <span>
        This is the demo network. The text arrives on{' '}
        <a href={number ? `/simulator?phones=${number.replace(/\D/g, '')}` : '/simulator'} target="_blank" rel="noopener" className="link">
          your virtual phone
        </a>
        , in a tab of its own.
      </span>
    </p>
  );
}
