import { homeOf } from '#lib/auth/return-to.ts';
import { NoPage } from '#components/site/no-page.tsx';

/** Within the frame of its area. */
export default function NotFound() {
  return (
    <main id="main" tabIndex={-1} className="px-5 py-6">
      <NoPage home={{ href: homeOf.subscriber, label: 'Go to your inbox' }} />
    </main>
  );
}
