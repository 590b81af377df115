'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { SegmentedRadios } from '#components/ui/segmented.tsx';

export type Theme = 'light' | 'dark' | 'system';

const options = [
  { value: 'system', label: 'System', icon: <Monitor /> },
  { value: 'light', label: 'Light', icon: <Sun /> },
  { value: 'dark', label: 'Dark', icon: <Moon /> },
];

/** Light, dark, or what the device says. Kept in the cookie `theme` of this browser for a year. */
export function ThemeChoice({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState<string>(initial);
  function choose(next: string) {
    setTheme(next);
    const known = next === 'light' || next === 'dark';
    if (known) document.documentElement.dataset.theme = next;
    else delete document.documentElement.dataset.theme;
    document.cookie = known ? `theme=${next}; path=/; max-age=31536000; samesite=lax` : 'theme=; path=/; max-age=0; samesite=lax';
  }
  return <SegmentedRadios label="Colors" name="theme" options={options} value={theme} onValueChange={choose} className="justify-self-start" />;
}
