/** A process of its own that asks for sign-in codes and redeems them when it is told to, as a server of the product does for its pages. */
import { findSimulatorLine } from '#lib/carriers/simulator/line-facts.ts';
import { isAppError } from '#lib/errors.ts';
import { setLineDirectory } from '#lib/use-cases/operations/line-directory.ts';
import { requestCode } from '#lib/use-cases/sign-in/request-code.ts';
import { verifyCode } from '#lib/use-cases/sign-in/verify-code.ts';

export type CodeJob =
  | { kind: 'request'; browserId: string; asks: readonly { number: string; address: string }[] }
  | { kind: 'redeem'; browserId: string; msisdn: string; code: string; copies: number };

/** How often each outcome came: `ok`, or the code of a refusal. */
export type CodeOutcomes = Record<string, number>;

const atOnce = 12;

setLineDirectory({ findLine: findSimulatorLine });

async function outcomeOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'ok';
  } catch (error) {
    return isAppError(error) ? error.code : String(error);
  }
}

async function ask({ number, address }: { number: string; address: string }, browserId: string): Promise<void> {
  const { deliver } = await requestCode({ number, browserId, address });
  await deliver();
}

async function run(job: CodeJob): Promise<CodeOutcomes> {
  const works =
    job.kind === 'request' ? job.asks.map((each) => () => ask(each, job.browserId)) : Array.from({ length: job.copies }, () => () => verifyCode({ msisdn: job.msisdn, code: job.code, browserId: job.browserId }));
  const outcomes: CodeOutcomes = {};
  let next = 0;
  async function lane(): Promise<void> {
    for (let work = works[next++]; work; work = works[next++]) {
      const outcome = await outcomeOf(work);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
  }
  // Redemptions all at the same moment, requests as many at once as a busy server has.
  await Promise.all(Array.from({ length: job.kind === 'redeem' ? job.copies : atOnce }, lane));
  return outcomes;
}

process.on('message', (job: CodeJob) => {
  run(job).then(
    (outcomes) => process.send?.(outcomes),
    (error: unknown) => process.send?.({ [String(error)]: 1 }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
