import { clsx, type ClassValue } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

// Our scale has names that tailwind-merge would take for colours (`text-13` beside `text-muted`).
const merge = extendTailwindMerge({
  extend: {
    theme: {
      text: ['12', '13', '14', '16', '18', '22', '28', '40'],
      radius: ['control', 'card', 'bubble'],
      shadow: ['float'],
    },
  },
});

/** Joins class names; of two that set the same property the later one wins. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
