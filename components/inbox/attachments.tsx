import { Download, FileText } from 'lucide-react';
import type { MessagePart } from '#lib/domain/conversation.ts';
import { cn } from '#components/ui/cn.ts';
import { sizeText } from '#components/inbox/when.ts';

/** Pictures that every browser shows; others are for downloading. */
const shown = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);

/** What came along with a message. Bytes come from our own route, which checks whose they are. */
export function Attachments({ messageId, parts, isOut }: { messageId: string; parts: readonly MessagePart[]; isOut: boolean }) {
  if (parts.length === 0) return null;
  return (
    <ul className={cn('grid max-w-full gap-[3px]', isOut ? 'justify-items-end' : 'justify-items-start')}>
      {parts.map((part) => (
        <li key={part.position} className="max-w-full">
          <Attachment url={`/inbox/media/${messageId}/${part.position}`} part={part} isOut={isOut} />
        </li>
      ))}
    </ul>
  );
}

const widest = 264;
const tallest = 288;

/** The place a picture takes before it is there, so that nothing jumps when it comes. */
function shapeOf({ width, height }: MessagePart): { width: number; height: number } {
  if (!width || !height) return { width: widest, height: (widest * 3) / 4 };
  const scale = Math.min(widest / width, tallest / height, 1);
  return { width: Math.max(64, Math.round(width * scale)), height: Math.max(48, Math.round(height * scale)) };
}

function Attachment({ url, part, isOut }: { url: string; part: MessagePart; isOut: boolean }) {
  const { contentType, name } = part;
  if (shown.has(contentType)) {
    return (
      <figure className={cn('grid max-w-full gap-0.5', isOut && 'justify-items-end')}>
        <a href={`${url}?as=picture`} target="_blank" rel="noopener" className="block max-w-full overflow-hidden rounded-bubble bg-bubble-in">
          {/* eslint-disable-next-line @next/next/no-img-element -- people's pictures never pass an optimiser (T11) */}
          <img
            src={`${url}?as=thumbnail`}
            alt={`Picture: ${name}`}
            loading="lazy"
            decoding="async"
            {...shapeOf(part)}
            className="block h-auto max-w-full object-cover"
          />
        </a>
        <figcaption className="px-1 text-12 text-muted">
          <a href={url} download={name} className="link inline-flex min-h-6 items-center">
            Download the original
          </a>{' '}
          <span className="tabular-nums">({sizeText(part.sizeBytes)})</span>
        </figcaption>
      </figure>
    );
  }
  if (contentType.startsWith('video/')) {
    // eslint-disable-next-line jsx-a11y/media-has-caption -- what people send one another has no captions to show
    return <video controls preload="metadata" src={url} aria-label={`Video: ${name}`} className="max-h-72 w-[264px] max-w-full rounded-bubble bg-sunken" />;
  }
  if (contentType.startsWith('audio/')) {
    // eslint-disable-next-line jsx-a11y/media-has-caption -- as above
    return <audio controls preload="none" src={url} aria-label={`Sound: ${name}`} className="w-[264px] max-w-full" />;
  }
  return (
    <a
      href={url}
      download={name}
      className="flex w-[264px] max-w-full items-center gap-3 rounded-bubble border border-border bg-surface p-2 text-13 text-ink no-underline hover:bg-hover"
    >
      <span className="grid size-10 shrink-0 place-items-center rounded-control bg-info-soft text-info">
        <FileText aria-hidden="true" />
      </span>
      <span className="grid min-w-0 flex-1">
        <bdi title={name} className="truncate">
          {name}
        </bdi>
        <span className="text-muted tabular-nums">{sizeText(part.sizeBytes)}</span>
      </span>
      <Download aria-hidden="true" className="mr-1 size-4 text-muted" />
      <span className="sr-only">Download</span>
    </a>
  );
}
