import { History, TriangleAlert } from 'lucide-react';
import { Notice } from '#components/ui/notice.tsx';
import type { Scope } from '#lib/domain/scope.ts';

export interface SinceLastTimeProps {
  /** All that is asked now. */
  scopes: readonly Scope[];
  /** What a live consent holds; dates are written out by the page. */
  before: { scopes: readonly Scope[]; since: string; pausedUntil: string | null } | null;
  /** The consent that was over last, where none lives. */
  former: { scopes: readonly Scope[]; since: string; until: string; wasEnded: boolean } | null;
  /** Another name than now. */
  calledBefore: { appName: string; ownerName: string } | null;
}

const doing: Record<Scope, string> = { IMMN: 'send', MIM: 'read and organise your inbox', NOTIFICATIONCHANNEL: 'be told of changes' };
const isNewWords: Record<Scope, string> = { IMMN: 'Sending as you', MIM: 'Reading your inbox', NOTIFICATIONCHANNEL: 'Being told of changes' };
const together = (scopes: readonly Scope[], words: Record<Scope, string>) => scopes.map((scope, at) => (at === 0 ? words[scope] : words[scope].toLowerCase())).join(' and ');

/** What this person decided about this app before, and what is different now. Nothing at the first time. */
export function SinceLastTime({ scopes, before, former, calledBefore }: SinceLastTimeProps) {
  const added = before ? scopes.filter((scope) => !before.scopes.includes(scope)) : [];
  const kept = before ? before.scopes.filter((scope) => !scopes.includes(scope)) : [];
  return (
    <>
      {calledBefore && (
        <Notice tone="warn" icon={<TriangleAlert aria-hidden="true" />} className="mb-4">
          When you decided about this app last, it was called <bdi>{calledBefore.appName}</bdi> by <bdi>{calledBefore.ownerName}</bdi>.
        </Notice>
      )}
      {before && (
        <Notice icon={<History aria-hidden="true" />} className="mb-4">
          On {before.since} you let it {together(before.scopes, doing)}.{' '}
          {added.length > 0 && `${together(added, isNewWords)} is new. `}
          {before.pausedUntil && `You paused it until ${before.pausedUntil}; allowing lets it go on now. `}
          {kept.length > 0 && `It asks nothing about ${kept.includes('IMMN') ? 'sending' : 'reading'} now: that stays allowed, for the time you choose below.`}
        </Notice>
      )}
      {former && (
        <Notice icon={<History aria-hidden="true" />} className="mb-4">
          From {former.since} you let it {together(former.scopes, doing)}. {former.wasEnded ? 'You ended it' : 'It ended by itself'} on {former.until}.
        </Notice>
      )}
    </>
  );
}
