'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import type { Action } from '#components/console/action-answer.ts';
import { useAction } from '#components/console/use-action.ts';
import { WebhookSecretOnce } from '#components/developer/webhook-secret-once.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Link } from '#components/ui/link.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';

type Plain = Action<{ clientId: string }>;

export interface WebhookAddressProps {
  clientId: string;
  endpoint: { url: string; off: 'developer' | 'failing' | null; failingSince: string | null } | null;
  channelId: string | null;
  subscriptions: number;
  actions: { set: Action<{ clientId: string; url: string }, { secret: string | null }>; enable: Plain; disable: Plain; ping: Plain };
}

/** Where the events of this app go, whether they go, and a test. */
export function WebhookAddress({ clientId, endpoint, channelId, subscriptions, actions }: WebhookAddressProps) {
  const router = useRouter();
  const save = useAction(actions.set, ['url']);
  const turn = useAction(endpoint?.off ? actions.enable : actions.disable);
  const ping = useAction(actions.ping);
  const [url, setUrl] = useState(endpoint?.url ?? '');
  const [secret, setSecret] = useState<string | null>(null);
  const [said, setSaid] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setSaid(null);
    const answer = await save.run({ clientId, url });
    if (!answer) return;
    setSecret(answer.secret);
    setSaid('Saved. The next event goes there.');
    router.refresh();
  }
  async function act(run: (input: { clientId: string }) => Promise<unknown>, sentence: string) {
    setSaid(null);
    if (!(await run({ clientId }))) return;
    setSaid(sentence);
    router.refresh();
  }
  const problem = save.problems.form ?? turn.problems.form ?? ping.problems.form;
  return (
    <>
      {secret && <WebhookSecretOnce secret={secret} onStored={() => setSecret(null)} />}
      {endpoint?.off === 'failing' && (
        <Notice tone="bad" title="We stopped sending to this address">
          It has not taken one post for days. Mend your server, send a test, and switch it on: what was missed comes then.
        </Notice>
      )}
      <Card aria-labelledby="address-title" className="p-4">
        <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
          <div className="flex flex-wrap items-center gap-2">
            <h2 id="address-title" className="text-14">Callback address</h2>
            {endpoint && <Badge tone={endpoint.off ? 'bad' : endpoint.failingSince ? 'warn' : 'ok'}>{endpoint.off ? 'Off' : endpoint.failingSince ? 'Failing' : 'On'}</Badge>}
            {endpoint?.failingSince && !endpoint.off && (
              <span className="text-12 text-muted">
                since <RelativeTime at={endpoint.failingSince} />
              </span>
            )}
          </div>
          {problem && <Notice tone="bad" role="alert">{problem}</Notice>}
          {said && <Notice tone="ok" role="status">{said}</Notice>}
          <Field id="url" label="Address" required error={save.problems.fields.url} description="https, on the public internet. Each post carries a signature by Standard Webhooks.">
            {(control) => <Input {...control} type="url" value={url} onChange={(event) => setUrl(event.target.value)} spellCheck={false} autoComplete="off" placeholder="https://" className="font-mono text-13" />}
          </Field>
          <p className="text-13 text-muted wrap-anywhere">
            {channelId ? `Channel ${channelId}, ${subscriptions === 1 ? '1 subscription' : `${subscriptions} subscriptions`}.` : 'No channel yet. Your program creates it with POST /notification/v1/channels.'}{' '}
            <Link href="/docs/webhooks">How webhooks work</Link>
          </p>
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="primary" pending={save.pending}>{save.pending ? 'Saving…' : 'Save'}</Button>
            {endpoint && !endpoint.off && <Button pending={ping.pending} onClick={() => void act(ping.run, 'The test is on its way. Its answer appears in the log below.')}>Send a test</Button>}
            {endpoint && (
              <Button variant={endpoint.off ? 'secondary' : 'danger'} pending={turn.pending} onClick={() => void act(turn.run, endpoint.off ? 'It is on again.' : 'It is off. Events wait until you switch it on.')}>
                {endpoint.off ? 'Switch on' : 'Switch off'}
              </Button>
            )}
          </div>
        </form>
      </Card>
    </>
  );
}
