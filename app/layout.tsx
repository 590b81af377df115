import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { Toaster } from '#components/ui/toaster.tsx';
import { readTheme } from '#app/theme.ts';
import './globals.css';

// Every page carries the nonce of its own answer, so none is made ahead of time.
export const dynamic = 'force-dynamic';

export const metadata: Metadata = {
  title: { default: 'Handset · Your own number, in any app you allow', template: '%s · Handset' },
  description: 'An open messaging platform that a carrier runs for its customers: one inbox in the cloud, and apps that ask first.',
  applicationName: 'Handset',
  formatDetection: { telephone: false, email: false, address: false },
  referrer: 'same-origin',
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  interactiveWidget: 'resizes-content',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#12191b' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = await readTheme();
  return (
    <html lang="en-US" data-theme={theme === 'system' ? undefined : theme} suppressHydrationWarning>
      <body>
        {children}
        <Toaster />
      </body>
    </html>
  );
}
