import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';

export interface AppLinks {
  siteUrl: string;
  privacyUrl: string;
}

const fields = [
  { name: 'siteUrl', label: 'Website', description: 'https. People find it where they decide about the app.', example: 'https://desk.example.com' },
  { name: 'privacyUrl', label: 'Privacy text', description: 'https. What you do with messages and numbers, for people to read.', example: 'https://desk.example.com/privacy' },
] as const;

export interface AppLinkFieldsProps {
  links: AppLinks;
  onChange: (links: AppLinks) => void;
  problems: Partial<Record<keyof AppLinks, string | undefined>>;
}

/** Where people read about an app before they let it in. */
export function AppLinkFields({ links, onChange, problems }: AppLinkFieldsProps) {
  return fields.map(({ name, label, description, example }) => (
    <Field key={name} id={name} label={label} optional error={problems[name]} description={description}>
      {(control) => (
        <Input {...control} dense type="url" inputMode="url" value={links[name]} onChange={(event) => onChange({ ...links, [name]: event.target.value })} maxLength={300} spellCheck={false} autoComplete="off" placeholder={example} />
      )}
    </Field>
  ));
}
