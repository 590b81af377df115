/** Leave to fetch one file without a sign-in, for the provider that carries it: what it is, and until when. Travels signed. */
export interface MediaGrant {
  contentHash: string;
  contentType: string;
  expiresAt: Date;
}

export function writeMediaGrant({ contentHash, contentType, expiresAt }: MediaGrant): string {
  const [type = ''] = contentType.split(';', 1);
  return `${contentHash} ${Math.floor(expiresAt.getTime() / 1_000)} ${type.trim()}`;
}

/** The grant behind a text of `writeMediaGrant`; null for any other text. */
export function readMediaGrant(text: string): MediaGrant | null {
  const [, contentHash, seconds, contentType] = /^([0-9a-f]{64}) (\d{1,11}) ([\w.+-]+\/[\w.+-]+)$/.exec(text) ?? [];
  if (!contentHash || !seconds || !contentType) return null;
  return { contentHash, contentType, expiresAt: new Date(Number(seconds) * 1_000) };
}
