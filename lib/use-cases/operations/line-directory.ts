import type { LineDirectory } from '#lib/carriers/carrier.ts';
import { AppError } from '#lib/errors.ts';

const shared = globalThis as typeof globalThis & { handsetLines?: LineDirectory };

/** Set once by the server at boot. Next bundles its own copy of this module, so the directory lives on globalThis. */
export function setLineDirectory(directory: LineDirectory): void {
  shared.handsetLines = directory;
}

/** The carrier's facts about its lines. Throws `unavailable` when no carrier is configured. */
export function lineDirectory(): LineDirectory {
  if (!shared.handsetLines) throw new AppError('unavailable', 'The carrier cannot be asked about lines right now.', { retryAfterSeconds: 5 });
  return shared.handsetLines;
}
