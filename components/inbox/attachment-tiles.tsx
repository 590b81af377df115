'use client';

import { FileText, TriangleAlert, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { maxAttachments, maxMessageBytes } from '#lib/domain/media-type.ts';
import { Meter } from '#components/ui/meter.tsx';
import { sizeText } from '#components/inbox/when.ts';

export interface AttachmentTilesProps {
  files: File[];
  lostFiles: string[];
  sizeBytes: number;
  onRemove: (index: number) => void;
}

/** The files of a message being written, and how much of its megabyte is used. Counted before anything is uploaded. */
export function AttachmentTiles({ files, lostFiles, sizeBytes, onRemove }: AttachmentTilesProps) {
  if (files.length === 0 && lostFiles.length === 0 && sizeBytes < maxMessageBytes * 0.8) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {lostFiles.length > 0 && files.length === 0 && (
        <p className="flex gap-2 text-13 text-warn">
          <TriangleAlert aria-hidden="true" className="size-4" />
          <span className="min-w-0 wrap-anywhere">Attach again: {lostFiles.join(', ')}. Files are not kept when a page is loaded anew.</span>
        </p>
      )}
      {files.length > 0 && (
        <ul aria-label="Attached files" className="contents">
          {files.map((file, index) => (
            <li key={`${file.name} ${file.size} ${file.lastModified}`} className="flex h-12 max-w-full items-center gap-2.5 rounded-[10px] border border-border pr-1 pl-1.5 text-13">
              <Thumbnail file={file} />
              <span className="grid min-w-0 leading-4">
                <bdi title={file.name} className="max-w-40 truncate">{file.name}</bdi>
                <span className="text-muted tabular-nums">{sizeText(file.size)}</span>
              </span>
              <button
                type="button"
                aria-label={`Remove ${file.name}`}
                onClick={() => onRemove(index)}
                className="grid size-8 place-items-center rounded-full text-muted hover:bg-hover hover:text-ink touch:size-11"
              >
                <X aria-hidden="true" className="size-4" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {(files.length > 0 || sizeBytes >= maxMessageBytes * 0.8) && (
        <Meter
          className="min-w-44 flex-1 text-12"
          label={`Size, ${files.length} of ${maxAttachments} files`}
          value={sizeBytes}
          max={maxMessageBytes}
          valueText={`${sizeText(sizeBytes)} of 1 MB`}
        />
      )}
    </div>
  );
}

function Thumbnail({ file }: { file: File }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!/^image\/(jpeg|png|gif|webp)$/.test(file.type)) return;
    const made = URL.createObjectURL(file);
    // eslint-disable-next-line react-hooks/set-state-in-effect -- an object URL lives only in the browser and must be given back
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  if (url) {
    // eslint-disable-next-line @next/next/no-img-element -- a file of this device
    return <img src={url} alt="" onError={() => setUrl(null)} className="size-9 rounded-[6px] object-cover" />;
  }
  return (
    <span aria-hidden="true" className="grid size-9 shrink-0 place-items-center rounded-[6px] bg-info-soft text-info">
      <FileText />
    </span>
  );
}
