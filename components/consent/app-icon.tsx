import { cn } from '#components/ui/cn.ts';

const tints = ['bg-info-soft text-info', 'bg-warn-soft text-warn', 'bg-ok-soft text-ok'];
const sizes = { md: 'size-12 rounded-card text-18', lg: 'size-14 rounded-2xl text-22 max-sm:size-12 max-sm:rounded-card max-sm:text-18' };

export interface AppIconProps {
  name: string;
  size?: keyof typeof sizes;
}

/** An app's first letter in a square; never a picture of a stranger's choice. */
export function AppIcon({ name, size = 'md' }: AppIconProps) {
  const letter = Array.from(name.trim())[0]?.toUpperCase() ?? '?';
  const tint = tints[Array.from(name).reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % tints.length];
  return (
    <span aria-hidden="true" className={cn('grid shrink-0 place-items-center font-bold select-none max-sm:self-start', sizes[size], tint)}>
      {letter}
    </span>
  );
}
