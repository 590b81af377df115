'use client';

import { CircleAlert, X } from 'lucide-react';
import { useId, useState, type ClipboardEvent, type KeyboardEvent, type RefObject } from 'react';
import type { ThreadParticipant } from '#lib/domain/conversation.ts';
import { formatAddress } from '#lib/domain/address.ts';
import { maxRecipients } from '#lib/domain/recipient-list.ts';
import { RecipientNotes } from '#components/inbox/recipient-notes.tsx';
import { addressesIn, newAmong, suggestContacts, type RecipientChip, type RecipientsView } from '#components/inbox/recipient-view.ts';
import { Avatar } from '#components/ui/avatar.tsx';
import { cn } from '#components/ui/cn.ts';

export interface RecipientFieldProps {
  inputs: string[];
  view: RecipientsView;
  contacts: readonly ThreadParticipant[];
  problem: string | null;
  /** The field itself, for whoever sends the focus to it. */
  fieldRef: RefObject<HTMLInputElement | null>;
  onChange: (inputs: string[]) => void;
}

/** Who it goes to: chips, and a field that takes names, numbers and whole lists. */
export function RecipientField({ inputs, view, contacts, problem, fieldRef: field, onChange }: RecipientFieldProps) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  /** Whoever was named once more as they stand there already. */
  const [again, setAgain] = useState<string[]>([]);
  const chosen = new Set(view.recipients.map(({ value }) => value));
  const matches = isOpen ? suggestContacts(typed, contacts, chosen) : [];
  const activeMatch = matches[active];

  function add(addresses: string[]) {
    const found = newAmong(addresses, inputs);
    if (found.added.length > 0) onChange([...inputs, ...found.added]);
    if (addresses.length > 0) setAgain(found.again);
    setTyped('');
    setOpen(false);
    setActive(-1);
  }

  function remove(chip: RecipientChip) {
    onChange(inputs.filter((input) => !chip.inputs.includes(input)));
    setAgain([]);
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      setActive((at) => (matches.length === 0 ? -1 : (at + (event.key === 'ArrowDown' ? 1 : -1) + matches.length) % matches.length));
    } else if (event.key === 'Enter' || event.key === ',' || event.key === ';') {
      if (event.key === 'Enter' && typed.trim() === '' && !activeMatch) return;
      event.preventDefault();
      add(activeMatch ? [activeMatch.address] : addressesIn(typed, contacts));
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      setOpen(false);
      setActive(-1);
    } else if (event.key === 'Backspace' && typed === '') {
      const last = view.chips.at(-1);
      if (last) remove(last);
    }
  }

  function onPaste(event: ClipboardEvent) {
    const pasted = event.clipboardData.getData('text');
    if (!/[,;\n\t]/.test(pasted)) return;
    event.preventDefault();
    add(addressesIn(typed + pasted, contacts));
  }

  const notes = `${id}-notes`;
  return (
    <div className="border-b border-border px-5 py-3 max-md:px-4">
      <div className="relative flex flex-wrap items-center gap-2 pl-8 max-md:pt-7 max-md:pl-0">
        <label htmlFor={`${id}-to`} className="absolute top-1 left-0 text-14 font-medium text-muted max-md:top-0">
          To
        </label>
        <ul aria-label="Recipients" className="contents">
          {view.chips.map((chip) => (
            <Chip key={chip.key} chip={chip} onRemove={() => remove(chip)} />
          ))}
        </ul>
        <div className="min-w-40 flex-1 md:relative">
          <input
            ref={field}
            id={`${id}-to`}
            type="text"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            role="combobox"
            aria-expanded={matches.length > 0}
            aria-controls={`${id}-matches`}
            aria-autocomplete="list"
            aria-activedescendant={activeMatch ? `${id}-match-${active}` : undefined}
            aria-describedby={`${id}-of ${notes}`}
            aria-invalid={problem !== null || view.refused.length > 0 || undefined}
            placeholder={view.chips.length === 0 ? 'A name or number' : 'Add a name or number'}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setOpen(true);
              setActive(-1);
              setAgain([]);
            }}
            onBlur={() => add(addressesIn(typed, contacts))}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            className="h-8 w-full bg-transparent text-14 outline-none touch:h-11 touch:text-16"
          />
          <ul
            id={`${id}-matches`}
            role="listbox"
            aria-label="Contacts"
            // A browser stops at whatever scrolls; the arrows of the field walk in this list.
            tabIndex={-1}
            hidden={matches.length === 0}
            // Low enough to end above Send, so that nobody presses a name meaning the button.
            className="absolute top-full left-0 z-20 mt-1 max-h-43 w-80 overflow-y-auto max-md:right-0 max-md:w-auto rounded-card border border-border bg-surface p-1 shadow-float"
          >
            {matches.map((match, at) => (
              <li
                key={match.address}
                id={`${id}-match-${at}`}
                role="option"
                aria-selected={at === active}
                // The field keeps the focus; a press must not take it away first.
                onPointerDown={(event) => {
                  event.preventDefault();
                  add([match.address]);
                }}
                className={cn('flex min-h-11 cursor-default items-center gap-3 rounded-[6px] px-2 text-14 hover:bg-hover', at === active && 'bg-hover')}
              >
                <Avatar address={match.address} size="sm" {...(match.name ? { name: match.name } : {})} />
                <span className="grid min-w-0">
                  <bdi className="truncate" title={match.name ?? undefined}>
                    {match.name ?? formatAddress(match.address)}
                  </bdi>
                  {match.name !== null && <span className="text-12 text-muted tabular-nums">{formatAddress(match.address)}</span>}
                </span>
              </li>
            ))}
          </ul>
        </div>
        <span id={`${id}-of`} className={cn('ml-auto text-13 text-muted tabular-nums max-md:absolute max-md:top-0 max-md:right-0', view.recipients.length === 0 && 'sr-only')}>
          <span className="sr-only">Recipients: </span>
          {view.recipients.length} of {maxRecipients}
        </span>
      </div>
      <RecipientNotes id={notes} chips={view.chips} again={again} problem={problem} />
    </div>
  );
}

function Chip({ chip, onRemove }: { chip: RecipientChip; onRemove: () => void }) {
  return (
    <li
      className={cn(
        'inline-flex min-h-7 max-w-full items-center gap-1.5 rounded-full pr-0.5 pl-3 text-13 font-medium tabular-nums',
        chip.refusal === null ? 'bg-accent-soft text-accent-text' : 'bg-bad-soft text-bad',
      )}
    >
      {chip.refusal !== null && <CircleAlert role="img" aria-label="Refused" className="size-3.5" />}
      <bdi className="truncate" title={chip.label}>{chip.label}</bdi>
      {chip.spellings > 1 && (
        <span role="img" aria-label={`${chip.spellings} spellings, sent once`} className="rounded-full bg-surface px-1.5 text-12">
          {chip.spellings} → 1
        </span>
      )}
      <button
        type="button"
        aria-label={`Remove ${chip.label}`}
        onClick={onRemove}
        className="grid size-6 shrink-0 place-items-center rounded-full hover:bg-hover touch:size-9"
      >
        <X aria-hidden="true" className="size-3.5" />
      </button>
    </li>
  );
}
