import { clock } from '#lib/clock.ts';
import { hashPassword } from '#lib/crypto.ts';
import { writeAudit } from '#lib/data/audit.ts';
import { insertAccount } from '#lib/data/identity.ts';
import { inTransaction } from '#lib/data/prisma.ts';
import { isUniqueViolation } from '#lib/data/unique-violation.ts';
import { AppError } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';

export interface NewAccount {
  role: 'developer' | 'support';
  email: string;
  name: string;
  /** Stands on consent pages as the owner of a developer's apps. */
  organisation: string | null;
  password: string;
}

const longestEmail = 254;
const longestName = 80;

/**
 * Makes an account for somebody whom the operator knows: it counts as verified. Throws `invalid-input` with the field, and `conflict` when the e-mail
 * address has an account.
 */
export async function addAccount({ role, password, ...written }: NewAccount): Promise<{ accountId: string; email: string }> {
  const email = written.email.trim().toLowerCase();
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) || email.length > longestEmail) throw new AppError('invalid-input', 'must be an e-mail address such as ana@carrier.example', { field: 'email' });
  const name = readName(written.name, 'name');
  const organisation = written.organisation === null ? null : readName(written.organisation, 'organisation');
  if (role === 'developer' && organisation === null) throw new AppError('invalid-input', 'must be given for a developer: people read it where they decide about an app', { field: 'organisation' });
  const accountId = newId();
  const passwordHash = await hashPassword(password);
  try {
    await inTransaction(async (tx) => {
      await insertAccount(tx, { id: accountId, email, name, organisation, role, passwordHash, verifiedAt: clock.now() });
      await writeAudit(tx, { actor: { kind: 'system' }, action: 'account.added', subjectKind: 'account', subjectId: accountId, detail: { role } });
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('conflict', 'has an account already', { field: 'email' });
    throw error;
  }
  return { accountId, email };
}

function readName(text: string, field: string): string {
  const name = text.trim().replace(/\s+/g, ' ');
  if (name === '' || name.length > longestName || /\p{C}/u.test(name)) throw new AppError('invalid-input', `must have 1 to ${longestName} characters that can be seen`, { field });
  return name;
}
