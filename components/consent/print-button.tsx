'use client';

import { Printer } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';

/** Opens the browser's own window for printing; without script there is the browser's menu. */
export function PrintButton() {
  return (
    <Button size="sm" onClick={() => window.print()} className="[@media(scripting:none)]:hidden">
      <Printer aria-hidden="true" />
      Print
    </Button>
  );
}
