import { ConsentDecision, type DecisionReceipt } from '#components/consent/consent-decision.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { DefinitionList } from '#components/ui/definition-list.tsx';
import { formatMsisdn } from '#lib/domain/msisdn.ts';
import { writeEnd } from '#lib/domain/time-words.ts';

export interface ConsentPaperProps {
  paper: {
    consent: string;
    number: string;
    app: { name: string; owner: string; clientId: string; environment: string };
    givenAt: Date;
    endsAt: Date | 'none' | null;
    end: { at: Date; how: 'by-person' | 'number-changed-owner' | 'by-itself'; device: string | null; cancelledSends: number | null } | null;
    decisions: readonly DecisionReceipt[];
  };
  /** A moment with its zone. */
  write: (at: Date) => string;
}

/** One consent on one sheet: who, what, for how long, from where, and how it ended. It breaks over no page where it can. */
export function ConsentPaper({ paper, write }: ConsentPaperProps) {
  const { app, end, decisions } = paper;
  const given = decisions.at(-1);
  const titleId = `consent-${paper.consent}`;
  return (
    <article aria-labelledby={titleId} className="break-inside-avoid border border-border bg-surface wrap-anywhere max-sm:border-x-0 sm:rounded-card">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 px-5 pt-4 max-sm:px-4">
        <h2 id={titleId} className="min-w-0 flex-1 basis-60 text-18">
          <bdi>{app.name}</bdi>{' '}
          <span className="text-14 font-normal text-muted">
            by <bdi>{app.owner}</bdi>
          </span>
        </h2>
        <Badge tone={end ? 'neutral' : 'ok'}>{end ? 'Ended' : 'Holds now'}</Badge>
      </header>
      <div className="px-5 py-4 max-sm:px-4">
        <DefinitionList
          items={[
            { term: 'Number', value: <span className="tabular-nums">{formatMsisdn(paper.number)}</span> },
            { term: 'Allowed', value: `${write(paper.givenAt)}${given?.device ? `, from ${given.device}` : ''}` },
            { term: 'For how long', value: termWords(paper) },
            ...(end ? [{ term: 'How it ended', value: endWords(end, write) }] : []),
            {
              term: 'The app',
              value: (
                <>
                  <span className="font-mono text-13">{app.clientId}</span>
                  {app.environment === 'sandbox' && ', test version'}
                </>
              ),
            },
            { term: 'Consent', value: <span className="font-mono text-13">{paper.consent}</span> },
          ]}
        />
      </div>
      <div>
        <h3 id={`${titleId}-decisions`} className="border-t border-border px-5 pt-3 pb-1 max-sm:px-4">
          What was decided, newest first
        </h3>
        <ol aria-labelledby={`${titleId}-decisions`}>
          {decisions.map((receipt) => (
            <ConsentDecision key={receipt.receipt} receipt={receipt} write={write} />
          ))}
        </ol>
      </div>
    </article>
  );
}

function termWords({ endsAt, end }: ConsentPaperProps['paper']): string {
  if (endsAt === null) return 'Not noted then';
  if (endsAt === 'none') return 'No end was set';
  return end ? `It was to end by itself on ${writeEnd(endsAt)}` : `It ends by itself on ${writeEnd(endsAt)}`;
}

function endWords(end: NonNullable<ConsentPaperProps['paper']['end']>, write: ConsentPaperProps['write']): string {
  if (end.how === 'by-itself') return `By itself, on ${writeEnd(end.at)}.`;
  const at = write(end.at);
  const who = end.how === 'by-person' ? `You ended it on ${at}${end.device ? `, from ${end.device}` : ''}.` : `On ${at}, when the carrier gave the number to somebody else.`;
  return end.cancelledSends === null ? who : `${who} ${cancelledWords(end.cancelledSends)}`;
}

function cancelledWords(count: number): string {
  if (count === 0) return 'No queued send was there to cancel.';
  return count === 1 ? '1 queued send was cancelled.' : `${count.toLocaleString('en-US')} queued sends were cancelled.`;
}
