import type { FieldView } from '#components/site/docs/api/operation-view.ts';
import { RichText } from '#components/site/rich-text.tsx';
import { cn } from '#components/ui/cn.ts';

const indents = ['', 'ml-4 sm:ml-6', 'ml-8 sm:ml-12', 'ml-10 sm:ml-18', 'ml-12 sm:ml-24'];

/** Names, types, bounds and what they mean. What lies in something else is set in, below it. */
export function FieldList({ fields }: { fields: readonly FieldView[] }) {
  return (
    <dl className="my-0 border-t border-border">
      {fields.map((field, place) => (
        <div key={`${place} ${field.name}`} className={cn('border-b border-border py-2.5', indents[Math.min(field.depth, indents.length - 1)])}>
          <dt className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5 font-normal">
            <span className="font-mono text-13 font-semibold wrap-anywhere">{field.name}</span>
            <span className="text-13 text-muted wrap-anywhere">{field.type}</span>
            {field.range && <span className="text-13 text-muted">{field.range}</span>}
            {field.needed && <span className="text-12 font-medium text-warn">needed</span>}
          </dt>
          {field.description && (
            <dd className="m-0 mt-0.5 max-w-[66ch] text-14">
              <RichText text={field.description} />
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
