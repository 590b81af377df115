import { noGroups, type RouteNetwork } from '#lib/domain/sms-or-mms.ts';
import { cn } from '#components/ui/cn.ts';

export interface ModeCardsProps {
  isGroup: boolean;
  /** After folding, the sender not counted. */
  people: number;
  network: RouteNetwork;
  onChange: (isGroup: boolean) => void;
}

const card =
  'relative grid min-h-16 grid-cols-[56px_minmax(0,1fr)] items-center gap-x-3 rounded-control border border-border px-3 py-2 text-muted hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:ring-1 has-checked:ring-accent has-checked:ring-inset has-focus-visible:outline-2 has-focus-visible:outline-accent has-disabled:opacity-60 max-md:grid-cols-[minmax(0,1fr)] max-md:gap-y-1 max-md:py-2.5 [&_svg]:has-checked:text-accent-text';

const radio = 'absolute inset-0 appearance-none opacity-0';

/** Each separately or as a group, with a picture of who sees whom. */
export function ModeCards({ isGroup, people, network, onChange }: ModeCardsProps) {
  const canGroup = people > 1 && network.group;
  const aboutGroups = network.group ? 'For two people or more.' : `${noGroups}.`;
  return (
    <fieldset className="grid grid-cols-2 gap-2 border-b border-border px-5 py-3 max-md:px-4">
      <legend className="sr-only">Send as</legend>
      <label className={card}>
        <svg viewBox="0 0 56 40" className="h-10 w-14 fill-none stroke-current" strokeWidth="1.5" aria-hidden="true">
          <path d="M13 20 40 6M13 20l31 0M13 20l27 14" />
          <circle cx="9" cy="20" r="6" className="fill-current" stroke="none" />
          <circle cx="44" cy="5" r="4" className="fill-surface" />
          <circle cx="48" cy="20" r="4" className="fill-surface" />
          <circle cx="44" cy="35" r="4" className="fill-surface" />
        </svg>
        <ModeText name="Each separately" text={network.mms ? 'Nobody sees the others. Replies come to you.' : 'An SMS to each. Nobody sees the others. Replies come to you.'} />
        <input type="radio" name="mode" className={radio} checked={!isGroup} onChange={() => onChange(false)} />
      </label>
      <label className={cn(card, !canGroup && 'hover:bg-transparent')}>
        <svg viewBox="0 0 56 40" className="h-10 w-14 fill-none stroke-current" strokeWidth="1.5" aria-hidden="true">
          <path d="M10 20 28 6l18 14-18 14ZM10 20h36M28 6v28" />
          <circle cx="9" cy="20" r="6" className="fill-current" stroke="none" />
          <circle cx="28" cy="5.5" r="4" className="fill-surface" />
          <circle cx="47" cy="20" r="4" className="fill-surface" />
          <circle cx="28" cy="34.5" r="4" className="fill-surface" />
        </svg>
        <ModeText name="As a group" text={canGroup ? `All ${people + 1} see each other. Replies go to all.` : aboutGroups} />
        <input type="radio" name="mode" className={radio} checked={isGroup} disabled={!canGroup} onChange={() => onChange(true)} />
      </label>
    </fieldset>
  );
}

function ModeText({ name, text }: { name: string; text: string }) {
  return (
    <span className="text-12">
      <b className="block text-14 text-ink">{name}</b>
      {text}
    </span>
  );
}
