import { Notice } from '#components/ui/notice.tsx';

export interface CodeOnItsWayProps {
  /** As people write it. */
  number: string;
  changeHref: string;
  /** When the code ends, written out by the server. */
  goodUntil: string;
  /** No link to the carrier takes messages. */
  isNetworkAway: boolean;
}

/** What was asked for, and when to expect it. The same for every number (T15). */
export function CodeOnItsWay({ number, changeHref, goodUntil, isNetworkAway }: CodeOnItsWayProps) {
  return (
    <>
      {isNetworkAway && (
        <Notice tone="warn" role="status" title="The network takes no messages at the moment">
          The code follows by itself when it does again. If that is after {goodUntil}, ask for a new one then.
        </Notice>
      )}
      <p className="text-13">
        If <strong className="tabular-nums">{number}</strong> is one of our lines, {isNetworkAway ? 'a 6-digit code waits to be sent.' : 'a 6-digit code is on its way.'}{' '}
        <a href={changeHref} className="link inline-flex min-h-6 items-center">
          Change number
        </a>
      </p>
    </>
  );
}
