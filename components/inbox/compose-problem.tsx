import { CircleAlert } from 'lucide-react';
import type { Failure } from '#components/inbox/action-types.ts';
import { Link } from '#components/ui/link.tsx';

/** Why a message was not sent, and the way on. */
export function ComposeProblem({ failure, obstacle, returnTo, id }: { failure: Failure | null; obstacle: string | null; returnTo: string; id: string }) {
  const text = obstacle ?? failure?.text;
  return (
    <div role="alert" id={id}>
      {text && (
        <p className="flex items-start gap-2 py-2 text-14 text-bad">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4" />
          <span className="min-w-0 wrap-anywhere">
            {text}{' '}
            {failure?.code === 'unauthenticated' && (
              <Link href={`/sign-in?as=line&returnTo=${encodeURIComponent(returnTo)}`} className="link font-semibold">
                Sign in
              </Link>
            )}
          </span>
        </p>
      )}
    </div>
  );
}
