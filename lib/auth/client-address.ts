/** The visitor's address as our own front door wrote it down (it drops what a visitor sends under this name). */
export function clientAddress(headers: { get(name: string): string | null }): string | null {
  return headers.get('x-handset-address');
}
