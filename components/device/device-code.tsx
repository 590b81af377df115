import { spellUserCode, formatUserCode } from '#lib/domain/user-code.ts';
import { cn } from '#components/ui/cn.ts';

/** A device's code, large enough to compare across a room; a screen reader reads it letter by letter. */
export function DeviceCode({ code, className }: { code: string; className?: string }) {
  return (
    <>
      <b aria-hidden="true" className={cn('block font-mono text-[2.25rem] leading-12 font-[650] tracking-[0.06em] whitespace-nowrap', className)}>
        {formatUserCode(code)}
      </b>
      <span className="sr-only">{spellUserCode(code)}</span>
    </>
  );
}
