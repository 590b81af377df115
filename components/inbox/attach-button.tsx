'use client';

import { Paperclip } from 'lucide-react';
import { useRef } from 'react';
import { allowedMediaTypes } from '#lib/domain/media-type.ts';
import { IconButton } from '#components/ui/icon-button.tsx';

/** Opens the file picker for the kinds that may travel. */
export function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton icon={<Paperclip />} label="Attach files" className="text-muted" onClick={() => picker.current?.click()} />
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
