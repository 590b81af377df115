'use client';

import { Menu as Base } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from '#components/ui/cn.ts';
import { Link } from '#components/ui/link.tsx';

const itemClass =
  'flex min-h-8 cursor-default items-center gap-2.5 rounded-[6px] px-2.5 text-14 text-ink no-underline outline-none select-none data-disabled:text-muted data-disabled:opacity-60 data-highlighted:bg-hover touch:min-h-11 [&_.lucide]:size-4';

type Styled<P> = Omit<P, 'className'> & { className?: string };

export const Menu = Base.Root;
/** Give it the look of a button: `<MenuTrigger render={<IconButton icon={<Ellipsis />} label="More" />} />`. */
export const MenuTrigger = Base.Trigger;
export const MenuGroup = Base.Group;
export const MenuRadioGroup = Base.RadioGroup;

export interface MenuContentProps extends Styled<ComponentProps<typeof Base.Popup>> {
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom' | 'left' | 'right';
}

export function MenuContent({ align = 'start', side = 'bottom', className, ...props }: MenuContentProps) {
  return (
    <Base.Portal>
      <Base.Positioner align={align} side={side} sideOffset={6} className="z-50 outline-none">
        <Base.Popup
          className={cn(
            'max-h-(--available-height) min-w-48 origin-(--transform-origin) overflow-y-auto rounded-card border border-border bg-surface p-1 shadow-float outline-none transition data-ending-style:opacity-0 data-starting-style:opacity-0',
            className,
          )}
          {...props}
        />
      </Base.Positioner>
    </Base.Portal>
  );
}

export interface MenuItemProps extends Styled<ComponentProps<typeof Base.Item>> {
  tone?: 'plain' | 'danger';
}

export function MenuItem({ tone = 'plain', className, ...props }: MenuItemProps) {
  return <Base.Item className={cn(itemClass, tone === 'danger' && 'text-bad data-highlighted:bg-bad-soft', className)} {...props} />;
}

export interface MenuLinkProps extends Styled<Omit<ComponentProps<typeof Base.LinkItem>, 'render' | 'href'>> {
  href: string;
}

export function MenuLink({ href, className, ...props }: MenuLinkProps) {
  return <Base.LinkItem render={<Link href={href} />} closeOnClick className={cn(itemClass, className)} {...props} />;
}

export function MenuCheckboxItem({ className, children, ...props }: Styled<ComponentProps<typeof Base.CheckboxItem>>) {
  return (
    <Base.CheckboxItem className={cn(itemClass, className)} {...props}>
      <span className="grid size-4 place-items-center">
        <Base.CheckboxItemIndicator render={<Check />} />
      </span>
      {children}
    </Base.CheckboxItem>
  );
}

export function MenuRadioItem({ className, children, ...props }: Styled<ComponentProps<typeof Base.RadioItem>>) {
  return (
    <Base.RadioItem className={cn(itemClass, className)} {...props}>
      <span className="grid size-4 place-items-center">
        <Base.RadioItemIndicator render={<Check />} />
      </span>
      {children}
    </Base.RadioItem>
  );
}

export function MenuLabel({ className, ...props }: Styled<ComponentProps<typeof Base.GroupLabel>>) {
  return <Base.GroupLabel className={cn('px-2.5 pt-2 pb-1 text-12 text-muted', className)} {...props} />;
}

export function MenuSeparator({ className, ...props }: Styled<ComponentProps<typeof Base.Separator>>) {
  return <Base.Separator className={cn('mx-1 my-1 h-px bg-border', className)} {...props} />;
}
