import { CircleCheck, TriangleAlert } from 'lucide-react';
import { formatFigure } from '#components/console/limit-tile.tsx';
import { RiskBadge } from '#components/support/risk-badge.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx';
import { DefinitionList } from '#components/ui/definition-list.tsx';

export interface TicketAsksProps {
  company: string;
  verifiedAt: string | null;
  before: { all: number; granted: number };
  requested: number;
  current: number;
  limitName: 'sends' | 'reads';
  until: string | null;
  contact: string;
  businessCase: string;
  risk: 'low' | 'medium' | 'high';
  signs: readonly { label: string; value: string; isBad: boolean }[];
}

/** What is asked and what is known about those who ask. */
export function TicketAsks({ company, verifiedAt, before, requested, current, limitName, until, contact, businessCase, risk, signs }: TicketAsksProps) {
  return (
    <div className="grid items-stretch gap-4 min-[1181px]:grid-cols-[minmax(0,1fr)_280px]">
      <Card padded={false} aria-labelledby="asks-title">
        <CardHeader title="What they ask" titleId="asks-title" />
        <CardBody>
          <DefinitionList
            items={[
              {
                term: 'Account',
                value: (
                  <span className="flex flex-wrap items-center gap-x-2">
                    <bdi>{company}</bdi>
                    {verifiedAt ? <Badge tone="ok">Verified {verifiedAt}</Badge> : <Badge tone="warn">Not verified</Badge>}
                    <span className="text-12 text-muted">{before.all} {before.all === 1 ? 'ticket' : 'tickets'} before, {before.granted} granted</span>
                  </span>
                ),
              },
              { term: 'Limit', value: <><b>{formatFigure(requested)}</b> {limitName} a minute, {until ? `until ${until}` : 'permanent'} <span className="text-muted">· now {formatFigure(current)}</span></> },
              { term: 'Contact', value: <MailAddress address={contact} /> },
            ]}
          />
          <blockquote className="mt-3 border-l-2 border-strong pl-3 whitespace-pre-wrap wrap-anywhere"><bdi>{businessCase}</bdi></blockquote>
        </CardBody>
      </Card>
      <Card padded={false} aria-labelledby="risk-title">
        <CardHeader title="Risk signs" titleId="risk-title" actions={<RiskBadge risk={risk} />} />
        <ul className="text-13">
          {signs.map((sign) => (
            <li key={sign.label} className="flex items-center gap-2.5 border-t border-border px-4 py-1.5">
              {sign.isBad ? <TriangleAlert className="size-4 text-warn" aria-label="To look at" /> : <CircleCheck className="size-4 text-ok" aria-label="Fine" />}
              <span className="flex-1">{sign.label}</span>
              <b className={sign.isBad ? 'text-warn' : undefined}>{sign.value}</b>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

/** In a narrow column it breaks behind the @, not in the midst of a word. */
function MailAddress({ address }: { address: string }) {
  const at = address.lastIndexOf('@') + 1;
  return (
    <bdi>
      {address.slice(0, at)}
      <wbr />
      {address.slice(at)}
    </bdi>
  );
}
