import { CircleMinus, Code, RadioTower, Smartphone } from 'lucide-react';
import type { ReactNode } from 'react';
import { InboxPicture } from '#components/site/inbox-picture.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Link } from '#components/ui/link.tsx';
import { isNot, readers, startCommands } from '#content/home.ts';
import { served } from './served.ts';

const icons: Record<(typeof readers)[number]['id'], ReactNode> = {
  subscriber: <Smartphone />,
  developer: <Code />,
  operator: <RadioTower />,
};

export default function HomePage() {
  return (
    <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[1136px] px-6 max-sm:px-4">
      <section className="grid grid-cols-[minmax(0,5fr)_minmax(0,6fr)] items-center gap-14 pt-14 pb-16 max-[1120px]:grid-cols-1 max-[1120px]:gap-10 max-[1120px]:py-10">
        <div>
          <h1 className="text-40 leading-12 tracking-[-0.025em] max-sm:text-[2rem] max-sm:leading-10">Your own number, in any app you allow.</h1>
          <p className="mt-4 mb-6 max-w-[44ch] text-18 leading-7 text-muted max-sm:text-16">
            Handset is the messaging platform a carrier runs for its customers: one inbox in the cloud, apps that ask first, and a way out at any time.
          </p>
          <p className="flex flex-wrap gap-2 max-sm:[&>a]:flex-1">
            <ButtonLink href="/tour" variant="primary" size="lg">
              Take the tour
            </ButtonLink>
            <ButtonLink href="#run" size="lg">
              Run it yourself
            </ButtonLink>
          </p>
          <p className="mt-4 text-13 text-muted">Open source. The demo has its own phones and its own carrier.</p>
        </div>
        <InboxPicture />
      </section>

      <section aria-labelledby="who" className="border-t border-border py-12 max-sm:py-8">
        <h2 id="who" className="mb-6 text-22">
          Who it is for
        </h2>
        <div className="grid grid-cols-3 gap-4 max-[960px]:grid-cols-1">
          {readers.map((reader) => (
            <Card as="article" key={reader.id} padded={false} className="grid grid-rows-[auto_auto_1fr_auto] gap-3 p-6 max-sm:p-5">
              <span className="text-accent-text [&_.lucide]:size-6">{icons[reader.id]}</span>
              <h3 className="text-18">{reader.title}</h3>
              <p className="text-14 text-muted">{reader.text}</p>
              <Link href={reader.href} className="link inline-flex min-h-7 items-center justify-self-start text-14 font-medium touch:min-h-11">
                {reader.action}
              </Link>
            </Card>
          ))}
        </div>
      </section>

      <div className="grid grid-cols-2 gap-12 border-t border-border py-12 max-[960px]:grid-cols-1 max-sm:gap-8 max-sm:py-8">
        <section id="run" aria-labelledby="run-title" className="min-w-0">
          <h2 id="run-title" className="mb-2 text-22">
            Two commands
          </h2>
          <p className="mb-4 max-w-[56ch] text-muted">
            You need Node 20 or later. The database, the demo people and a carrier in a box come with it. Clone from the address you got the source from.
          </p>
          <CodeBlock label="Terminal" code={served(startCommands)} />
        </section>
        <section aria-labelledby="not" className="min-w-0">
          <h2 id="not" className="mb-2 text-22">
            What it is not
          </h2>
          <p className="mb-4 text-muted">Better to know before you start.</p>
          <ul className="grid gap-3 text-14">
            {isNot.map((line) => (
              <li key={line.lead} className="flex gap-2">
                <CircleMinus className="mt-px size-[18px] text-muted" />
                <span>
                  <b>{line.lead}</b> {line.text}
                </span>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </main>
  );
}
