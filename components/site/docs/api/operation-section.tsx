import { ChevronRight } from 'lucide-react';
import { ExampleSwitch } from '#components/site/docs/api/example-switch.tsx';
import { FieldList } from '#components/site/docs/api/field-list.tsx';
import type { AnswerView, ErrorView, FieldsView, OperationView } from '#components/site/docs/api/operation-view.ts';
import { MethodBadge } from '#components/site/docs/method-badge.tsx';
import { RichText } from '#components/site/rich-text.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { Link } from '#components/ui/link.tsx';

const partClass = 'mt-6 mb-2 text-14 font-semibold';

/** Opens with a click or a key, and without a script. */
function Folded({ title, fields }: FieldsView) {
  return (
    <details className="group/folded">
      <summary className="flex min-h-9 w-fit cursor-pointer list-none items-center gap-1 text-14 text-accent-text touch:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-4 transition-transform group-open/folded:rotate-90" />
        {title}
      </summary>
      <FieldList fields={fields} />
    </details>
  );
}

function Bodies({ bodies }: { bodies: readonly FieldsView[] }) {
  const [first, ...others] = bodies;
  if (!first) return null;
  return (
    <>
      <h3 className={partClass}>
        Body, as <code>{first.title}</code>
      </h3>
      <FieldList fields={first.fields} />
      {others.map((body) => (
        <Folded key={body.title} title={`Or as ${body.title}`} fields={body.fields} />
      ))}
    </>
  );
}

function Answer({ answer }: { answer: AnswerView }) {
  return (
    <div className="py-2">
      <p className="my-0 flex flex-wrap items-baseline gap-x-2">
        <span className="font-mono text-13 font-semibold tabular-nums">{answer.status}</span>
        <span>{answer.description}</span>
      </p>
      {answer.headers.length > 0 && <p className="my-0 mt-1 text-13 text-muted wrap-anywhere">With {answer.headers.join(', ')}</p>}
      {answer.fields.length > 0 && <Folded title="Its fields" fields={answer.fields} />}
    </div>
  );
}

function Errors({ errors }: { errors: readonly ErrorView[] }) {
  return (
    <ul className="my-0 list-none border-t border-border p-0">
      {errors.map((error) => (
        <li key={error.code} className="flex flex-wrap items-baseline gap-x-3 border-b border-border py-2 text-14">
          <span className="font-mono text-13 tabular-nums">{error.status}</span>
          <Link href={`/docs/errors/${error.messageId}`} className="link font-mono text-13">
            {error.messageId}
          </Link>
          <Link href={`/docs/errors/${error.code}`} className="link wrap-anywhere">
            {error.code}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** One operation: what it takes and answers at the left, the call and its answer at the right. */
export function OperationSection({ operation }: { operation: OperationView }) {
  return (
    <section aria-labelledby={operation.id} className="grid gap-x-10 gap-y-6 border-t border-border py-10 min-[1181px]:grid-cols-[minmax(0,1fr)_minmax(0,480px)]">
      <div className="prose min-w-0 max-w-none">
        <h2 id={operation.id} className="mt-0! scroll-mt-6">
          {operation.summary}
        </h2>
        <p className="my-2 flex flex-wrap items-baseline gap-2">
          <MethodBadge method={operation.method} />
          <span className="font-mono text-13 wrap-anywhere">{operation.path}</span>
        </p>
        {operation.access && <p className="my-2 text-13 text-muted">{operation.access}</p>}
        {operation.description && (
          <p className="max-w-[66ch]">
            <RichText text={operation.description} />
          </p>
        )}
        {operation.parameters.map(({ title, fields }) => (
          <div key={title}>
            <h3 className={partClass}>{title}</h3>
            <FieldList fields={fields} />
          </div>
        ))}
        <Bodies bodies={operation.bodies} />
        <h3 className={partClass}>Answers</h3>
        {operation.answers.map((answer) => (
          <Answer key={answer.status} answer={answer} />
        ))}
        {operation.errors.length > 0 && (
          <>
            <h3 className={partClass}>Errors</h3>
            <Errors errors={operation.errors} />
          </>
        )}
      </div>
      <div className="grid min-w-0 content-start gap-4 min-[1181px]:sticky min-[1181px]:top-6 min-[1181px]:self-start">
        <ExampleSwitch id={operation.id} summary={operation.summary} curl={operation.curl} typescript={operation.typescript} />
        {operation.answerExample && (
          <CodeBlock label={`${operation.summary}, answer`} language="json" code={operation.answerExample.code} head={<Badge tone="ok">{operation.answerExample.status}</Badge>} />
        )}
      </div>
    </section>
  );
}
