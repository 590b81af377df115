import { avatarTint } from '#components/ui/avatar-tint.ts';
import { cn } from '#components/ui/cn.ts';

const tints = ['bg-tint-1 text-on-tint-1', 'bg-tint-2 text-on-tint-2', 'bg-tint-3 text-on-tint-3', 'bg-tint-4 text-on-tint-4', 'bg-tint-5 text-on-tint-5', 'bg-tint-6 text-on-tint-6'];

/** The first letter of an app in a square; people are round. */
export function AppTile({ name, large = false }: { name: string; large?: boolean }) {
  return (
    <span aria-hidden="true" className={cn('grid shrink-0 place-items-center rounded-[7px] font-semibold', large ? 'size-10 text-16' : 'size-7 text-12', tints[avatarTint(name)])}>
      {[...name][0]?.toUpperCase()}
    </span>
  );
}
