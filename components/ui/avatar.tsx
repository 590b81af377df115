import { UserRound, UsersRound } from 'lucide-react';
import { avatarTint, initialsOf } from '#components/ui/avatar-tint.ts';
import { cn } from '#components/ui/cn.ts';

const tints = [
  'bg-tint-1 text-on-tint-1',
  'bg-tint-2 text-on-tint-2',
  'bg-tint-3 text-on-tint-3',
  'bg-tint-4 text-on-tint-4',
  'bg-tint-5 text-on-tint-5',
  'bg-tint-6 text-on-tint-6',
];
const sizes = { sm: 'size-7 text-12', md: 'size-10 text-14', lg: 'size-14 text-18' };

export interface AvatarProps {
  /** The number or address: it alone decides the tint. */
  address: string;
  /** Its initials are shown; without a name a figure is. */
  name?: string;
  group?: boolean;
  size?: keyof typeof sizes;
  className?: string;
}

/** A person in a round. Hidden from screen readers: the name always stands beside it. */
export function Avatar({ address, name, group = false, size = 'md', className }: AvatarProps) {
  const initials = group ? '' : initialsOf(name ?? '');
  const Figure = group ? UsersRound : UserRound;
  return (
    <span
      aria-hidden="true"
      className={cn('grid shrink-0 place-items-center rounded-full font-semibold select-none', sizes[size], tints[avatarTint(address)], className)}
    >
      {initials || <Figure className={size === 'sm' ? 'size-3.5' : 'size-[45%]'} />}
    </span>
  );
}
