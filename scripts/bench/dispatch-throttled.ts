import { type DispatchBench, figure, type Figure, median } from '#scripts/bench/bench.ts';
import { startGateway } from '#scripts/bench/gateway.ts';
import { load } from '#scripts/bench/load.ts';
import { sendRequests } from '#scripts/bench/send-requests.ts';

const seed = 20_261_123;
/** What the worker is told of the carrier's contract: it has to find the ceiling. */
const contractPerSecond = 2_000;

/** A centre that throttles every second submit by chance, and beyond its rate everything. Keeps a ledger of what it took. */
function createCeiling(perSecond: number) {
  let dice = seed;
  let room = 1;
  let [filledAt, firstAt, lastAt, asked, byChance] = [performance.now(), 0, 0, 0, 0];
  const ledger = new Map<string, number>();
  return {
    ledger,
    takes(text: string): boolean {
      const now = performance.now();
      // A twentieth of a second's worth may come at once.
      room = Math.min(Math.max(1, perSecond / 20), room + ((now - filledAt) / 1000) * perSecond);
      filledAt = now;
      asked += 1;
      dice = (dice * 48_271) % 2_147_483_647;
      if (dice % 2 === 0) byChance += 1;
      if (dice % 2 === 0 || room < 1) return false;
      room -= 1;
      firstAt ||= now;
      lastAt = now;
      ledger.set(text, (ledger.get(text) ?? 0) + 1);
      return true;
    },
    figures: () => ({ perSecond: (ledger.size - 1) / ((lastAt - firstAt) / 1000), asked, byChance }),
  };
}

/** D3: many messages to a centre that throttles, each taken once, as fast as it takes them. Each round begins with a worker that has learned nothing. */
export async function measureThrottled(bench: DispatchBench): Promise<Figure[]> {
  const { options, world, say } = bench;
  const { throttledMessages: messages, ceiling } = options;
  const rounds: { perSecond: number; asked: number; byChance: number }[] = [];
  for (let round = 1; round <= options.rounds; round += 1) {
    say(`Half the submits throttled, round ${round} of ${options.rounds}`);
    const centre = createCeiling(ceiling);
    const gateway = await startGateway(bench, { takes: centre.takes, segmentsPerSecond: contractPerSecond });
    const requests = sendRequests(world, gateway.api.port, (n) => `throttled ${round} ${n}`);
    await load({ port: gateway.api.port, connections: 32, seconds: 600, most: messages, requests }, ['201']);
    await gateway.stored(messages);
    await gateway.stop();
    const twice = [...centre.ledger.values()].filter((times) => times !== 1).length;
    if (centre.ledger.size !== messages || twice > 0) throw new Error(`of ${messages} messages ${centre.ledger.size} were taken, ${twice} more than once`);
    rounds.push(centre.figures());
  }
  const perSecond = median(rounds.map((round) => round.perSecond));
  const throttled = median(rounds.map(({ asked }) => (asked - messages) / asked));
  return [
    { row: 'D3', what: `taken a second of ${messages.toLocaleString('en')} messages, each once, by a centre that takes ${figure(ceiling)} and throttles half by chance`, value: figure(perSecond) },
    { row: 'D3', what: 'share of the submits that was throttled', value: figure(throttled) },
    { row: 'D3', what: 'taken ÷ the centre’s rate (must 0.9, aim 0.97)', value: figure(perSecond / ceiling) },
  ];
}
