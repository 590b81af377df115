import type { Metadata } from 'next';
import { Code, Headset, Smartphone } from 'lucide-react';
import { RichText } from '#components/site/rich-text.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Link } from '#components/ui/link.tsx';
import { commands } from '#content/docs.ts';
import { tourSteps, type TourStep } from '#content/tour.ts';

export const metadata: Metadata = { title: 'Tour', description: 'A walk through the demo in twelve steps: as a subscriber, a developer and support.' };

const roles: Record<TourStep['as'], { icon: React.ReactNode; tone: 'accent' | 'info' | 'warn' }> = {
  Ana: { icon: <Smartphone />, tone: 'accent' },
  'a developer': { icon: <Code />, tone: 'info' },
  support: { icon: <Headset />, tone: 'warn' },
};

export default function TourPage() {
  return (
    <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[816px] px-6 pt-8 pb-16 max-sm:px-0 max-sm:pt-6 max-sm:pb-10">
      <div className="max-sm:px-4">
        <h1>A walk through Handset</h1>
        <p className="mt-2 max-w-[66ch] text-muted">
          Twelve steps in a world that comes with it: people, phones and a carrier of its own. Nothing leaves your machine, and no real phone rings. Start it first:
        </p>
        <div className="mt-4 mb-8">
          <CodeBlock label="Start" code={commands.start} />
        </div>
      </div>
      <ol className="grid gap-3">
        {tourSteps.map((step, place) => (
          <li
            key={step.id}
            id={step.id}
            className="grid grid-cols-[32px_minmax(0,1fr)] gap-x-4 rounded-card border border-border bg-surface p-6 target:border-accent max-sm:grid-cols-1 max-sm:gap-y-3 max-sm:rounded-none max-sm:border-x-0 max-sm:p-4"
          >
            <span aria-hidden="true" className="grid size-8 place-items-center rounded-full bg-accent-soft text-14 font-semibold text-accent-text tabular-nums">
              {place + 1}
            </span>
            <div className="min-w-0">
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <h2>{step.title}</h2>
                <Badge tone={roles[step.as].tone} icon={roles[step.as].icon}>
                  As {step.as}
                </Badge>
              </div>
              <div className="prose mt-2">
                {step.text.map((text) => (
                  <p key={text}>
                    <RichText text={text} />
                  </p>
                ))}
              </div>
              <ButtonLink href={step.go.href} className="mt-4">
                {step.go.label}
              </ButtonLink>
            </div>
          </li>
        ))}
      </ol>
      <p className="mt-6 text-14 text-muted max-sm:px-4">
        That was all of it. Next: <Link className="link" href="/docs/quick-start">send a message from a program</Link>, or look through <Link className="link" href="/faqs">the answers</Link>.
      </p>
    </main>
  );
}
