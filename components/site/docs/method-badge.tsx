import type { ApiCall } from '#content/docs.ts';
import { cn } from '#components/ui/cn.ts';

const tones: Record<ApiCall['method'], string> = {
  GET: 'bg-info-soft text-info',
  POST: 'bg-ok-soft text-ok',
  PUT: 'bg-warn-soft text-warn',
  DELETE: 'bg-bad-soft text-bad',
};

/** A method of HTTP. */
export function MethodBadge({ method }: { method: ApiCall['method'] }) {
  return <span className={cn('inline-block rounded-[6px] px-1.5 font-mono text-12 font-semibold', tones[method])}>{method}</span>;
}
