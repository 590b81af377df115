import { Globe, Plane, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { clockTime } from '#lib/domain/time-words.ts';
import type { VirtualPhone } from '#lib/domain/virtual-phone.ts';

/** The top of a phone's screen: what its radio really has. */
export function PhoneStatusBar({ phone, isLinkDown, now, zone }: { phone: VirtualPhone; isLinkDown: boolean; now: Date; zone: string }) {
  const bars = phone.airplaneMode || isLinkDown ? 0 : phone.roaming ? 1 : 4;
  return (
    <div className="flex items-center gap-1.5 pt-1.5 pr-4 pl-5 text-[11px] font-semibold tabular-nums">
      <time dateTime={now.toISOString()}>{clockTime(now, zone).replace(/ [ap]m$/, '')}</time>
      <span className="flex-1" />
      {phone.airplaneMode ? (
        <Odd icon={<Plane aria-hidden="true" />} words="Airplane mode" />
      ) : isLinkDown ? (
        <Odd icon={<Unplug aria-hidden="true" />} words="No service" />
      ) : phone.roaming ? (
        <Odd icon={<Globe aria-hidden="true" />} words="Roaming" />
      ) : (
        <span>Box</span>
      )}
      {bars > 0 && (
        <svg width="16" height="11" viewBox="0 0 16 11" role="img" aria-label={`${bars} of 4 bars`} className="fill-current">
          <rect y="7" width="3" height="4" rx="1" />
          <rect x="4.3" y="5" width="3" height="6" rx="1" opacity={bars > 1 ? 1 : 0.3} />
          <rect x="8.6" y="2.5" width="3" height="8.5" rx="1" opacity={bars > 2 ? 1 : 0.3} />
          <rect x="12.9" width="3" height="11" rx="1" opacity={bars > 3 ? 1 : 0.3} />
        </svg>
      )}
      <svg width="22" height="11" viewBox="0 0 22 11" aria-hidden="true">
        <rect x=".5" y=".5" width="18" height="10" rx="3" fill="none" stroke="currentColor" />
        <rect x="2" y="2" width="12" height="7" rx="1.5" className="fill-current" />
        <rect x="20" y="3.5" width="2" height="4" rx="1" className="fill-current" />
      </svg>
    </div>
  );
}

function Odd({ icon, words }: { icon: ReactNode; words: string }) {
  return (
    <span className="inline-flex items-center gap-1 text-warn [&_.lucide]:size-3.5">
      {icon}
      {words}
    </span>
  );
}
