import { CodeBlock } from '#components/ui/code-block.tsx';

const languages = [
  { value: 'curl', label: 'curl' },
  { value: 'typescript', label: 'TypeScript' },
] as const;

/** One call in two languages. Two radio buttons and CSS: it needs no script, and arrow keys work as everywhere. */
export function ExampleSwitch({ id, summary, curl, typescript }: { id: string; summary: string; curl: string; typescript: string }) {
  return (
    <div className="group/example grid min-w-0 gap-2">
      <fieldset className="flex w-fit gap-1 rounded-control bg-sunken p-1">
        <legend className="sr-only">{`Language of the example: ${summary}`}</legend>
        {languages.map(({ value, label }) => (
          <label
            key={value}
            className="flex min-h-8 cursor-pointer items-center rounded-[6px] px-3 text-13 text-muted hover:text-ink has-checked:bg-surface has-checked:font-medium has-checked:text-ink has-checked:shadow-float has-focus-visible:outline-2 has-focus-visible:outline-accent touch:min-h-11"
          >
            <input type="radio" name={`example-${id}`} value={value} defaultChecked={value === 'curl'} className="sr-only" />
            {label}
          </label>
        ))}
      </fieldset>
      <CodeBlock label={`${summary}, curl`} head="Request" code={curl} className="group-has-[input[value=typescript]:checked]/example:hidden" />
      <CodeBlock label={`${summary}, TypeScript`} head="Request" language="typescript" code={typescript} className="hidden group-has-[input[value=typescript]:checked]/example:block" />
    </div>
  );
}
