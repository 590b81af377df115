import { CircleCheck, Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

export type Tone = 'neutral' | 'accent' | 'ok' | 'warn' | 'bad' | 'info';

/** The sign that stands for a tone where no better one is given. Colour is never alone. */
export const toneIcon: Record<Tone, ReactNode> = {
  neutral: null,
  accent: null,
  ok: <CircleCheck />,
  warn: <TriangleAlert />,
  bad: <OctagonAlert />,
  info: <Info />,
};

export const toneText: Record<Tone, string> = {
  neutral: 'text-muted',
  accent: 'text-accent-text',
  ok: 'text-ok',
  warn: 'text-warn',
  bad: 'text-bad',
  info: 'text-info',
};

export const toneSoft: Record<Tone, string> = {
  neutral: 'bg-sunken',
  accent: 'bg-accent-soft',
  ok: 'bg-ok-soft',
  warn: 'bg-warn-soft',
  bad: 'bg-bad-soft',
  info: 'bg-info-soft',
};
