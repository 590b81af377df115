'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState, useTransition } from 'react';
import type { Action } from '#components/console/action-answer.ts';
import { formatFigure } from '#components/console/limit-tile.tsx';
import { OpenRequest, type OpenRequestData } from '#components/developer/open-request.tsx';
import { RequestForm, type RequestFormProps } from '#components/developer/request-form.tsx';
import { Notice } from '#components/ui/notice.tsx';

export interface RequestPanelProps extends Omit<RequestFormProps, 'amends' | 'onSent' | 'onCancel'> {
  open: OpenRequestData | null;
  withdrawAction: Action<{ number: number; version: number }>;
}

type Told = { number: number; act: 'sent' | 'amended'; requested: number } | { number: number; act: 'withdrawn' };

/** Asks for a higher limit, says that the request has arrived, shows it while it is open, and amends it only when that is asked for. */
export function RequestPanel({ open, withdrawAction, ...form }: RequestPanelProps) {
  const router = useRouter();
  const [isRefreshing, startRefresh] = useTransition();
  const [told, setTold] = useState<Told | null>(null);
  const [amending, setAmending] = useState<number | null>(null);
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (told) notice.current?.focus();
  }, [told]);

  function tell(what: Told) {
    setTold(what);
    setAmending(null);
    startRefresh(() => router.refresh());
  }
  function amend(number: number) {
    setTold(null);
    setAmending(number);
  }

  const isAmending = open !== null && amending === open.number;
  // A link to a place is shown once the place is: the request comes with the refresh.
  const canShow = told !== null && told.act !== 'withdrawn' && open?.number === told.number;
  return (
    <div className="grid gap-4">
      {told && (
        <div ref={notice} tabIndex={-1} role="status" className="rounded-control">
          <Notice tone="ok" title={titleOf(told)} action={canShow && <a href={`#request-${told.number}`} className="link">See request #{told.number}</a>}>
            {told.act === 'withdrawn' ? 'The support team works on it no more. You can send a new one at any time.' : 'The support team has it and usually answers within one day. Each step shows on this page and under Requests.'}
          </Notice>
        </div>
      )}
      {open && !isAmending && (
        <OpenRequest
          request={open}
          limitName={form.limitName}
          current={form.current}
          onAmend={() => amend(open.number)}
          onWithdrawn={() => tell({ number: open.number, act: 'withdrawn' })}
          withdrawAction={withdrawAction}
        />
      )}
      {/* While the page catches up with a request just sent, a second press has nothing to press. */}
      {(isAmending || (!open && !isRefreshing)) && (
        <RequestForm
          key={open?.number ?? 'new'}
          {...form}
          amends={open}
          onSent={(number, requested) => tell({ number, requested, act: open ? 'amended' : 'sent' })}
          onCancel={() => setAmending(null)}
        />
      )}
    </div>
  );
}

function titleOf(told: Told): string {
  if (told.act === 'withdrawn') return `Request #${told.number} is withdrawn.`;
  return told.act === 'sent' ? `Request #${told.number} is sent. It asks for ${formatFigure(told.requested)} a minute.` : `Request #${told.number} is amended. It now asks for ${formatFigure(told.requested)} a minute.`;
}
