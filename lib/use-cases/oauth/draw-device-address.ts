import { renderSVG } from 'uqr';
import { foldUserCode } from '#lib/domain/user-code.ts';
import { verificationUriComplete } from '#lib/use-cases/oauth/begin-device-authorization.ts';

/**
 * The QR code of `verification_uri_complete`. Asks nobody whether the code exists, so the drawing tells nothing. Null for what cannot be a
 * code: we draw no other address.
 */
export function drawDeviceAddress(userCode: string): string | null {
  const folded = foldUserCode(userCode);
  // Four modules of quiet zone (ISO/IEC 18004, 6.3.8).
  return folded === null ? null : renderSVG(verificationUriComplete(folded), { ecc: 'M', border: 4 });
}
