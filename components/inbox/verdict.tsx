'use client';

import { ImageIcon, MessageSquare } from 'lucide-react';
import { Fragment } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { countSegments } from '#lib/domain/segments.ts';
import { explainReason, isVisible, listForeignCharacters, nameOf, smsMaxCharacters, suggestFixes, type RouteNetwork, type RouteReason, type RouteVerdict } from '#lib/domain/sms-or-mms.ts';

export interface VerdictLineProps {
  verdict: RouteVerdict;
  text: string;
  count?: number;
  network: RouteNetwork;
  className?: string;
}

/** Beside the tools: "SMS · 1 segment · 143 left", or "MMS". Where nothing becomes an MMS, nothing is left of 160. */
export function VerdictLine({ verdict, text, count = 1, network, className }: VerdictLineProps) {
  const isSms = verdict.route === 'SMS';
  const { count: segments } = countSegments(text, network.segments ?? {});
  const left = smsMaxCharacters - Array.from(text).length;
  return (
    <p className={cn('flex min-w-0 items-center gap-1.5 text-13 text-muted tabular-nums', className)}>
      {isSms ? <MessageSquare aria-hidden="true" className="size-4" /> : <ImageIcon aria-hidden="true" className="size-4" />}
      <span className="truncate">
        <b className="text-ink">
          {count > 1 && `${count} × `}
          {verdict.route}
        </b>
        {isSms && text !== '' && ` · ${segments} ${segments === 1 ? 'segment' : 'segments'}`}
        {isSms && text !== '' && network.mms && ` · ${left} left`}
      </span>
      {/* Said when the kind or the reasons change, not at each key. */}
      <span role="status" className="sr-only">
        {text === '' && isSms ? '' : `${verdict.route}. ${verdict.reasons.map(spokenReason).join(' ')}`}
      </span>
    </p>
  );
}

function spokenReason(reason: RouteReason): string {
  return reason.code === 'length' ? `Longer than ${smsMaxCharacters} characters.` : explainReason(reason);
}

/** What would be left of the reasons if nothing of this text stood in the way. */
function without(verdict: RouteVerdict, text: string): string | null {
  const removable = verdict.reasons.filter(({ code }) => code === 'characters' || code === 'attachment' || code === 'length');
  if (removable.length < verdict.reasons.length || verdict.reasons.some(({ code }) => code === 'length')) return null;
  const [fix] = suggestFixes(text).slice(-1);
  const { count } = countSegments(fix?.text ?? text);
  const isOne = removable[0]?.code !== 'characters' || listForeignCharacters(text).length === 1;
  return `Without ${removable.length > 1 ? 'both' : isOne ? 'it' : 'them'}: SMS, ${count} ${count === 1 ? 'segment' : 'segments'}.`;
}

export interface WhyMmsProps {
  verdict: RouteVerdict;
  text: string;
  onFix: (text: string) => void;
  onKeep: () => void;
  className?: string;
}

/** Why it is an MMS: every reason, the first with its character and place, and a button for what each fix really changes. */
export function WhyMms({ verdict, text, onFix, onKeep, className }: WhyMmsProps) {
  const [first, ...others] = verdict.reasons;
  if (!first) return null;
  const fixes = suggestFixes(text);
  const rest = without(verdict, text);
  return (
    <div className={cn('grid grid-cols-[20px_minmax(0,1fr)] gap-x-3 gap-y-2 bg-sunken px-5 py-3 text-14 max-md:px-4', className)}>
      <ImageIcon aria-hidden="true" className="text-warn" />
      <div className="min-w-0 wrap-anywhere">
        <p>
          <b>MMS</b> because <ReasonWords reason={first} text={text} />
        </p>
        {(others.length > 0 || rest) && (
          <p className="mt-0.5 text-13 text-muted">
            {others.map((reason) => (
              <span key={reason.code}>
                and because <ReasonWords reason={reason} text={text} />.{' '}
              </span>
            ))}
            {rest}
          </p>
        )}
      </div>
      {fixes.length > 0 && (
        <div className="col-start-2 flex flex-wrap gap-1">
          {fixes.map((fix) => (
            // On a phone several fixes are one: the last makes all of them.
            <Button key={fix.label} size="sm" onClick={() => onFix(fix.text)} className={cn(fix !== fixes.at(-1) && 'max-md:hidden')}>
              {fix.label}
            </Button>
          ))}
          <Button size="sm" variant="ghost" onClick={onKeep}>
            Keep as MMS
          </Button>
        </div>
      )}
    </div>
  );
}

/** So many characters are shown by themselves, in the words and in the text; the others are counted. */
const named = 3;

/** Where the named ones stand in the text. */
export function marksOf(verdict: RouteVerdict, text: string): { at: number; length: number }[] {
  return verdict.reasons.some(({ code }) => code === 'characters') ? listForeignCharacters(text).slice(0, named) : [];
}

function ReasonWords({ reason, text }: { reason: RouteReason; text: string }) {
  const sentence = explainReason(reason).replace(/\.$/, '');
  if (reason.code !== 'characters') return <>{sentence.slice(0, 1).toLowerCase() + sentence.slice(1)}</>;
  const all = listForeignCharacters(text);
  const more = all.length - named;
  const shown = all.slice(0, named);
  return (
    <>
      {shown.map((character, at) => (
        <Fragment key={character.at}>
          {at > 0 && (at === shown.length - 1 && more <= 0 ? ' and ' : ', ')}
          {isVisible(character.text) ? <q className="rounded-[4px] bg-mark px-1.5 font-semibold [quotes:none]">{character.text}</q> : nameOf(character.text)}{' '}
          ({at === 0 && 'character '}
          {character.at})
        </Fragment>
      ))}
      {more > 0 && ` and ${more} more`} {all.length > 1 ? 'are' : 'is'} outside the SMS alphabet, ISO-8859-1
    </>
  );
}
