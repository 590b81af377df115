'use client';

import { Paperclip } from 'lucide-react';
import { useRef } from 'react';
import { allowedMediaTypes } from '#lib/domain/media-type.ts';
import { textOnly } from '#lib/domain/sms-or-mms.ts';
import { cn } from '#components/ui/cn.ts';
import { IconButton } from '#components/ui/icon-button.tsx';

export interface AttachButtonProps {
  onFiles: (files: File[]) => void;
  /** Set where the network takes no files: says why, instead of letting anybody choose one. */
  onRefused: (() => void) | null;
}

/** Opens the file picker for the kinds that may travel. */
export function AttachButton({ onFiles, onRefused }: AttachButtonProps) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton
        icon={<Paperclip />}
        label={onRefused ? `Attach files. ${textOnly}` : 'Attach files'}
        className={cn('text-muted', onRefused && 'opacity-60')}
        onClick={onRefused ?? (() => picker.current?.click())}
      />
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        accept={[...allowedMediaTypes].join()}
        aria-label="Files to attach"
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
