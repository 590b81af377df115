import type { ReactNode } from 'react';
import { Button, type ButtonProps } from '#components/ui/button.tsx';

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'size' | 'aria-label' | 'title'> {
  /** The icon, as an element: `<Trash2 />`. */
  icon: ReactNode;
  /** What it does, in words. Also the native tooltip. */
  label: string;
  size?: 'icon' | 'icon-sm';
}

/** A button of one icon that always has a name. */
export function IconButton({ icon, label, size = 'icon', variant = 'ghost', ...props }: IconButtonProps) {
  return (
    <Button aria-label={label} title={label} size={size} variant={variant} {...props}>
      {icon}
    </Button>
  );
}
