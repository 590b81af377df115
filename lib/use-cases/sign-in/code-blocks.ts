import { hmacHex } from '#lib/crypto.ts';
import { AppError } from '#lib/errors.ts';
import { writeAudit } from '#lib/data/audit.ts';
import { blockLifted, findStoppedBlock, listTextedBlocks, type StoppedBlock } from '#lib/data/code-blocks.ts';
import { inTransaction } from '#lib/data/prisma.ts';
import type { SupportActor } from '#lib/domain/actor.ts';

/** The name of a number, or of a block of them, in the audit, which holds none. */
export const numberKey = (numberOrBlock: string): string => hmacHex('audit-number', numberOrBlock).slice(0, 32);

/** The blocks of numbers whose codes rest because hardly anybody used them (T14). */
export async function listStoppedBlocks(_options: { actor: SupportActor }): Promise<StoppedBlock[]> {
  const blocks = await listTextedBlocks();
  const stopped = await Promise.all(blocks.map((block) => findStoppedBlock(block, numberKey(block))));
  return stopped.filter((each) => each !== null);
}

/** Lets codes go out to a block again; it is counted anew from now on. Throws `not-found` for a block that does not rest. */
export async function liftBlockStop(options: { actor: SupportActor; block: string }): Promise<void> {
  const { actor, block } = options;
  const stopped = await findStoppedBlock(block, numberKey(block));
  if (!stopped) throw new AppError('not-found', 'Codes go out to that block already.');
  await inTransaction((tx) =>
    writeAudit(tx, { actor, action: blockLifted, subjectKind: 'session', subjectId: numberKey(block), detail: { texted: stopped.texted, used: stopped.used } }),
  );
}
