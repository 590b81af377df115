'use client';

import { useState, type FormEvent } from 'react';
import type { Action } from '#components/console/action-answer.ts';
import { useAction } from '#components/console/use-action.ts';
import { AppLinkFields } from '#components/developer/app-link-fields.tsx';
import { ScopeChoice } from '#components/developer/scope-choice.tsx';
import { SecretPanel } from '#components/developer/secret-panel.tsx';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Field } from '#components/ui/field.tsx';
import { FormErrorSummary } from '#components/ui/form-error-summary.tsx';
import { Input } from '#components/ui/input.tsx';
import { RadioGroup } from '#components/ui/radio-group.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { appNameMaxCharacters, appNameMinCharacters } from '#lib/domain/app-name.ts';
import type { Environment } from '#lib/domain/rate-limit.ts';
import { firstScopes } from '#lib/domain/scope.ts';

const fields = ['name', 'description', 'siteUrl', 'privacyUrl', 'redirectUris', 'scopes', 'environment', 'profile'] as const;

interface RegisterInput {
  name: string;
  description: string;
  siteUrl: string;
  privacyUrl: string;
  redirectUris: string[];
  scopes: ('IMMN' | 'MIM')[];
  environment: Environment;
  profile: 'modern' | 'classic';
}

/** Registers an app and then shows its secret, once. */
export function RegisterForm({ registerAction }: { registerAction: Action<RegisterInput, { clientId: string; clientSecret: string }> }) {
  const { run, pending, problems, attempt } = useAction(registerAction, fields);
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [links, setLinks] = useState({ siteUrl: '', privacyUrl: '' });
  const [uris, setUris] = useState('');
  const [scopes, setScopes] = useState<readonly string[]>(firstScopes);
  const [environment, setEnvironment] = useState<Environment>('sandbox');
  const [profile, setProfile] = useState<'modern' | 'classic'>('modern');
  const [made, setMade] = useState<{ clientId: string; clientSecret: string } | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const input = { name, description, ...links, redirectUris: uris.split('\n'), scopes: scopes as RegisterInput['scopes'], environment, profile };
    setMade(await run(input));
  }

  if (made) {
    return (
      <div className="grid gap-4">
        <p role="status">{name.trim()} is registered.</p>
        <SecretPanel
          clientId={made.clientId}
          secret={made.clientSecret}
          environment={environment}
          next={
            <ButtonLink href={`/developer/apps/${made.clientId}`} variant="primary">
              I have stored it, go to the app
            </ButtonLink>
          }
        />
      </div>
    );
  }
  const errors = [
    ...(problems.form ? [{ message: problems.form }] : []),
    ...fields.flatMap((field) => (problems.fields[field] ? [{ message: problems.fields[field], fieldId: field }] : [])),
  ];
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid max-w-[720px] gap-4">
      <FormErrorSummary errors={errors} attempt={attempt} />
      <Card className="grid gap-5">
        <Field id="name" label="Name" required error={problems.fields.name} description={`Subscribers decide by this name. One alphabet, no web address, ${appNameMinCharacters} to ${appNameMaxCharacters} characters.`}>
          {(control) => <Input {...control} dense value={name} onChange={(event) => setName(event.target.value)} autoComplete="off" maxLength={appNameMaxCharacters} />}
        </Field>
        <Field id="description" label="What it does" optional error={problems.fields.description} description="One line. People read it where they decide, as your own words.">
          {(control) => <Input {...control} dense value={description} onChange={(event) => setDescription(event.target.value)} maxLength={200} />}
        </Field>
        <AppLinkFields links={links} onChange={setLinks} problems={problems.fields} />
        <Field
          id="redirectUris"
          label="Redirect URIs"
          required
          error={problems.fields.redirectUris}
          description="One a line, compared exactly. https, or http with a loopback address."
        >
          {(control) => <Textarea {...control} value={uris} onChange={(event) => setUris(event.target.value)} spellCheck={false} className="font-mono text-13" placeholder="https://desk.example.com/oauth/back" />}
        </Field>
        <ScopeChoice chosen={scopes} onChange={setScopes} error={problems.fields.scopes} />
      </Card>
      <Card className="grid gap-5">
        <RadioGroup
          name="environment"
          id="environment"
          legend="Environment"
          inline
          value={environment}
          onChange={(event) => setEnvironment(event.target.value === 'production' ? 'production' : 'sandbox')}
          error={problems.fields.environment}
          options={[
            { value: 'sandbox', label: 'Sandbox', description: 'Keys begin with hs_test_' },
            { value: 'production', label: 'Production', description: 'Keys begin with hs_live_' },
          ]}
        />
        <RadioGroup
          name="profile"
          id="profile"
          legend="Client profile"
          value={profile}
          onChange={(event) => setProfile(event.target.value === 'classic' ? 'classic' : 'modern')}
          error={problems.fields.profile}
          options={[
            { value: 'modern', label: 'modern', description: 'Authorization code with PKCE S256, exact redirect URI, tokens of 1 hour, rotated refresh tokens.' },
            { value: 'classic', label: 'classic', description: 'For programs written for the original API: no PKCE, comma-separated scopes, tokens of 48 hours. Keep the secret on a server.' },
          ]}
        />
      </Card>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" pending={pending}>
          {pending ? 'Registering…' : 'Register the app'}
        </Button>
        <ButtonLink href="/developer/apps">Cancel</ButtonLink>
      </div>
    </form>
  );
}
