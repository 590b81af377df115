import { Unplug } from 'lucide-react';
import { outageWords, type Outage } from '#lib/domain/outage.ts';
import { clockTime } from '#lib/domain/time-words.ts';

/** Always in the page, so that what appears in it is announced; gone by itself when the page is read anew. */
export function NetworkBanner({ outage, zone }: { outage: Outage | null; zone: string }) {
  return (
    <div role="status" aria-label="Connection to the carrier" className="shrink-0 print:hidden">
      {outage && (
        <p className="flex items-start gap-2.5 border-b border-border bg-warn-soft px-5 py-2.5 text-13 max-md:px-4">
          <Unplug aria-hidden="true" className="mt-px size-4 shrink-0 text-warn" />
          <span>
            Messages wait: {outageWords(outage, outage.since && clockTime(outage.since, zone))}. What you send is kept and goes out when {outage.kind === 'no-answer' ? 'it answers' : 'it is back'}.
          </span>
        </p>
      )}
    </div>
  );
}
