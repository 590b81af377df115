'use client';

import { ImagePlus, SendHorizontal, X } from 'lucide-react';
import { useRef, useState } from 'react';

export interface Written {
  text: string;
  picture: File | null;
}

/** Why something was not sent, with the field at fault if one is. */
export interface Problem {
  text: string;
  field: string | null;
}

export interface ReplyFieldProps {
  label: string;
  sendLabel: string;
  /** What becomes of what is sent now, where that is not plain. */
  note: string | null;
  /** What a refusal was about, in any spelling: when it is another, the refusal is no longer shown. */
  situation: string;
  /** The id that a refusal gets. */
  problemId: string;
  onSend: (written: Written) => Promise<Problem | null>;
}

const round = 'grid size-7 shrink-0 place-items-center rounded-full touch:size-9';

/** What a person types on a phone, with a picture if they like. It stays when it could not be sent. */
export function ReplyField({ label, sendLabel, note, situation, problemId, onSend }: ReplyFieldProps) {
  const [text, setText] = useState('');
  const [picture, setPicture] = useState<File | null>(null);
  const [problem, setProblem] = useState<{ words: string; situation: string } | null>(null);
  const [isSending, setSending] = useState(false);
  const picker = useRef<HTMLInputElement>(null);

  async function submit() {
    if ((text.trim() === '' && picture === null) || isSending) return;
    setSending(true);
    const found = await onSend({ text, picture });
    setSending(false);
    setProblem(found && { words: wordsOf(found), situation });
    if (found !== null) return;
    setText('');
    setPicture(null);
  }

  return (
    <form
      className="mx-2.5 mt-1 mb-3"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {problem?.situation === situation ? (
        <p role="alert" id={problemId} className="max-h-28 overflow-y-auto px-2 pb-1 text-12 wrap-anywhere text-bad">
          Not sent. {problem.words}
        </p>
      ) : (
        note && <p className="px-2 pb-1 text-12 text-muted">{note}</p>
      )}
      {picture && (
        <p className="mb-1 flex items-center gap-1.5 rounded-full bg-sunken pl-3 text-12">
          <span className="min-w-0 flex-1 truncate">{picture.name}</span>
          <button type="button" aria-label={`Take ${picture.name} away`} onClick={() => setPicture(null)} className={`${round} text-muted hover:text-ink`}>
            <X aria-hidden="true" className="size-3.5" />
          </button>
        </p>
      )}
      <div className="flex h-9 items-center gap-1 rounded-full border border-strong px-1 focus-within:border-accent focus-within:ring-1 focus-within:ring-accent touch:h-11">
        <button type="button" aria-label={`Add a picture: ${label}`} title="Add a picture" onClick={() => picker.current?.click()} className={`${round} text-muted hover:text-ink`}>
          <ImagePlus aria-hidden="true" className="size-4" />
        </button>
        <input
          ref={picker}
          type="file"
          hidden
          accept="image/*"
          aria-label={`Picture: ${label}`}
          onChange={(event) => {
            setPicture(event.currentTarget.files?.[0] ?? null);
            event.currentTarget.value = '';
          }}
        />
        <input
          aria-label={label}
          placeholder={label}
          value={text}
          autoComplete="off"
          onChange={(event) => setText(event.currentTarget.value)}
          className="h-full min-w-0 flex-1 bg-transparent text-13 outline-none touch:text-16"
        />
        <button type="submit" aria-label={sendLabel} disabled={isSending} className={`${round} bg-accent text-on-accent disabled:opacity-60`}>
          <SendHorizontal aria-hidden="true" className="size-3.5" />
        </button>
      </div>
    </form>
  );
}

const fieldNames: Readonly<Record<string, string>> = { to: 'To', text: 'The text', picture: 'The picture' };

/** A refusal begins with its field where the field has a name; one that is only the end of a sentence is made whole. */
function wordsOf({ text, field }: Problem): string {
  const name = field === null ? undefined : fieldNames[field];
  if (/^[a-z]/.test(text)) return `${name ?? 'This'} ${text}.`;
  return field === 'to' ? `To: ${text}` : text;
}
