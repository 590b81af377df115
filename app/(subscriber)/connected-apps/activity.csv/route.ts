import { requireSubscriber } from '#lib/auth/guards.ts';
import { csvOf } from '#lib/contracts/csv.ts';
import { isAppError } from '#lib/errors.ts';
import { parseShortId } from '#lib/ids.ts';
import { getLedger, type LedgerDay } from '#lib/use-cases/consent/get-ledger.ts';

const head = ['App', 'Owner', 'Client ID', 'Day (UTC)', 'Sent', 'Read', 'Marked', 'Deleted', 'Refused', 'First at (UTC)', 'Last at (UTC)'];

const cells = (day: LedgerDay) => [
  day.appName, day.ownerName, day.publicClientId, day.day, day.sent, day.read, day.marked, day.deleted, day.refused, day.firstAt?.toISOString() ?? null,
  day.lastAt?.toISOString() ?? null,
];

const notThere = () => new Response('There is no such app.', { status: 404, headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' } });

/** What apps did with the line of whoever is signed in, as a file: of all, or of one (`?app=`). Somebody else's app is none (T1). */
export async function GET(request: Request): Promise<Response> {
  const actor = await requireSubscriber('/connected-apps');
  const app = new URL(request.url).searchParams.get('app');
  const grantId = app === null ? null : parseShortId(app);
  if (app !== null && grantId === null) return notThere();
  try {
    const days = await getLedger({ actor, grantId });
    return new Response(csvOf([head, ...days.map(cells)]), {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="app-activity${app === null ? '' : `-${app}`}.csv"`,
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
      },
    });
  } catch (error) {
    if (isAppError(error) && error.code === 'not-found') return notThere();
    throw error;
  }
}
