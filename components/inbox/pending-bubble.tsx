import { Clock3 } from 'lucide-react';

export interface PendingSend {
  key: string;
  text: string;
  fileCount: number;
  /** Known once the server took it. */
  messageIds: string[] | null;
}

/** A message between the press and the server's answer. */
export function PendingBubble({ send }: { send: PendingSend }) {
  return (
    <div className="mt-3 grid justify-items-end transition-transform starting:translate-y-2">
      <p className="max-w-[min(36rem,78%)] rounded-bubble rounded-br-[6px] bg-bubble-out px-3.5 py-[9px] text-16 leading-[22px] wrap-anywhere whitespace-pre-wrap text-on-bubble-out max-md:max-w-[84%]">
        {send.text || `${send.fileCount} ${send.fileCount === 1 ? 'file' : 'files'}`}
      </p>
      <p className="flex items-center gap-1.5 px-1 pt-1 text-12 text-muted">
        <Clock3 aria-hidden="true" className="size-3.5" />
        Sending
      </p>
    </div>
  );
}
