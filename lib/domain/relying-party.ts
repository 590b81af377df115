/** Who a passkey is made for: the host alone, and the one origin that may use it (WebAuthn Level 3, 5.1.2). */
export interface RelyingParty {
  id: string;
  origin: string;
}

/**
 * The relying party of an installation's public address. Null where browsers make no passkeys: over plain http on any host but localhost,
 * and on an IP address, which is no domain (WebAuthn Level 3, 5.1.3 step 8).
 */
export function relyingPartyOf(publicUrl: string): RelyingParty | null {
  const { protocol, hostname, origin } = new URL(publicUrl);
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost');
  const isAddress = hostname.startsWith('[') || /^[\d.]+$/.test(hostname);
  return (protocol === 'https:' && !isAddress) || isLocal ? { id: hostname, origin } : null;
}
