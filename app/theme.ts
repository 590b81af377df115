import { cookies } from 'next/headers';

/** The reader's choice of colours; anything but the two words means: as the device says. */
export async function readTheme(): Promise<'light' | 'dark' | 'system'> {
  const chosen = (await cookies()).get('theme')?.value;
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}
