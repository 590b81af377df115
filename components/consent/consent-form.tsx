import { BadgeCheck, Ban, CalendarDays, CircleCheck, Clock3, Phone, TriangleAlert, Users } from 'lucide-react';
import { AboutApp } from '#components/consent/about-app.tsx';
import { AppIcon } from '#components/consent/app-icon.tsx';
import { OnceForm } from '#components/consent/once-form.tsx';
import { ScopeChoice } from '#components/consent/scope-choice.tsx';
import { SinceLastTime, type SinceLastTimeProps } from '#components/consent/since-last-time.tsx';
import { TermChoice, type TermChoiceProps } from '#components/consent/term-choice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { consentText } from '#lib/domain/consent-text.ts';
import type { Scope } from '#lib/domain/scope.ts';

export interface ConsentFormProps {
  action: string;
  csrfToken: string;
  app: { name: string; description: string; siteUrl: string; privacyUrl: string; environment: 'sandbox' | 'production'; people: number };
  owner: { name: string; verifiedSince: string | null };
  number: string;
  scopes: readonly Scope[];
  /** Which switches are on. */
  chosen: readonly Scope[];
  history: Omit<SinceLastTimeProps, 'scopes'>;
  hasInbox: boolean;
  registeredSince: string;
  term: TermChoiceProps;
  device: string;
  returnsTo: string;
  gateLine: string;
  problem: { text: string; field: 'scope' | 'end' | null } | null;
}

/** Who asks, what it may do, what it can never do, for how long, good to know, decide: always in this order, one form post. */
export function ConsentForm(props: ConsentFormProps) {
  const { app, owner, number, scopes } = props;
  const { before } = props.history;
  const added = before ? scopes.filter((scope) => !before.scopes.includes(scope)) : [];
  const cell = 'min-w-0 p-6 pt-5 max-sm:p-4';
  return (
    <>
      {/* A date that is no good stops a form in silence once its field is hidden by another choice: the server's answer is the clear one. */}
      <OnceForm noValidate method="post" action={props.action} aria-labelledby="ask" className="mx-auto w-full max-w-[976px] border border-border bg-surface wrap-anywhere max-sm:border-x-0 max-sm:border-t-0 sm:rounded-card">
        {/* The first button is the one that Enter in a field presses (HTML, 4.10.21.2): none of the two decisions is made that way. */}
        <button type="submit" disabled hidden aria-hidden="true" tabIndex={-1} />
        <input type="hidden" name="csrf" value={props.csrfToken} />
        <div className="flex items-center gap-4 px-6 py-5 max-sm:items-start max-sm:gap-3 max-sm:p-4">
          <AppIcon name={app.name} size="lg" />
          <div className="min-w-0">
            <h1 id="ask" className="text-22 max-sm:text-18">
              <bdi>{app.name}</bdi> by <bdi>{owner.name}</bdi> wants to use <span className="whitespace-nowrap tabular-nums">{number}</span>
            </h1>
            <p className="mt-1.5 flex flex-wrap gap-x-4 gap-y-1 text-14 text-muted [&_.lucide]:size-4">
              {owner.verifiedSince ? (
                <span className="inline-flex items-center gap-1.5">
                  <BadgeCheck aria-hidden="true" className="text-ok" /> Owner verified since {owner.verifiedSince}
                </span>
              ) : (
                <span className="inline-flex items-center gap-1.5">
                  <TriangleAlert aria-hidden="true" className="text-warn" /> Owner not verified
                </span>
              )}
              <span className="inline-flex items-center gap-1.5 tabular-nums">
                <Users aria-hidden="true" /> {peopleWords(app.people)}
              </span>
              <span className="inline-flex items-center gap-1.5 tabular-nums">
                <CalendarDays aria-hidden="true" /> Registered here since {props.registeredSince}
              </span>
            </p>
          </div>
        </div>
        {props.problem && (
          <div className="px-6 pb-5 max-sm:px-4">
            <Notice tone="bad" role="alert">
              {props.problem.text}
            </Notice>
          </div>
        )}
        <div className="grid border-t border-border sm:grid-cols-[minmax(0,1.45fr)_minmax(0,1fr)]">
          <fieldset className={cell}>
            <legend className="float-left mb-3 w-full text-16 leading-6 font-semibold">
              <bdi>{app.name}</bdi> may
            </legend>
            <div className="clear-both">
              <SinceLastTime scopes={scopes} {...props.history} />
              {scopes.map((scope) => scope !== 'NOTIFICATIONCHANNEL' && (
                <ScopeChoice key={scope} scope={scope} appName={app.name} on={props.chosen.includes(scope)} isNew={added.includes(scope)} more={scope === 'MIM' ? inboxWords(props.hasInbox) : null} />
              ))}
            </div>
          </fieldset>
          <section aria-labelledby="never" className={`${cell} border-border max-sm:border-t sm:border-l`}>
            <h2 id="never" className="mb-3 text-16 leading-6">
              It can never
            </h2>
            <ul className="grid gap-2 text-14">
              {consentText.never.map((promise) => (
                <li key={promise} className="flex items-start gap-2">
                  <Ban aria-hidden="true" className="mt-px size-[18px] text-muted" />
                  <span className="text-pretty">{promise}</span>
                </li>
              ))}
            </ul>
          </section>
          <div className={`${cell} border-t border-border`}>
            <TermChoice {...props.term} />
          </div>
          <section aria-labelledby="good-to-know" className={`${cell} border-t border-border sm:border-l`}>
            <h2 id="good-to-know" className="mb-3 text-16 leading-6">
              Good to know
            </h2>
            <ul className="grid gap-2 rounded-control bg-info-soft px-4 py-3 text-14">
              {consentText.notes.map((note, at) => {
                const Icon = noteIcons[at] ?? Phone;
                return (
                  <li key={note} className="flex items-start gap-2">
                    <Icon aria-hidden="true" className="mt-px size-[18px] shrink-0 text-info" />
                    <span>{note}</span>
                  </li>
                );
              })}
            </ul>
          </section>
          {/* Across both columns: beside the choice of a term it would leave a hole below that. */}
          <div className={`${cell} grid gap-x-12 gap-y-1.5 border-t border-border sm:col-span-2 sm:grid-cols-[minmax(0,1.45fr)_minmax(0,1fr)]`}>
            <AboutApp app={app} device={props.device} />
          </div>
        </div>
        <div className="flex flex-wrap items-center gap-2 border-t border-border bg-sunken px-6 py-4 max-sm:px-4 sm:rounded-b-card">
          <Button type="submit" name="decision" value="allow" variant="primary" className="min-h-10 min-w-28 max-sm:flex-1">
            Allow
          </Button>
          <Button type="submit" name="decision" value="deny" className="min-h-10 min-w-28 max-sm:flex-1">
            Not now
          </Button>
          <p className="ml-2 min-w-0 text-13 text-muted max-sm:mt-1 max-sm:ml-0 max-sm:basis-full">
            Either way you go back to <bdi>{props.returnsTo}</bdi>
          </p>
        </div>
      </OnceForm>
      <p className="flex items-center justify-center gap-2 px-4 pt-3.5 pb-1.5 text-13 text-muted">
        <CircleCheck aria-hidden="true" className="size-4 text-ok" />
        {props.gateLine}
      </p>
    </>
  );
}

function peopleWords(people: number): string {
  if (people === 0) return 'Nobody uses it yet';
  return people === 1 ? '1 person uses it' : `${people.toLocaleString('en-US')} people use it`;
}

/** In the order of the notes. */
const noteIcons = [Clock3, Phone];

const inboxWords = (hasInbox: boolean) => (hasInbox ? consentText.inbox.there : consentText.inbox.made);
