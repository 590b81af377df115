import { NoPage } from '#components/site/no-page.tsx';

/** Within the frame of its area. */
export default function NotFound() {
  return (
    <main id="main" tabIndex={-1} className="min-h-0 px-5 py-6">
      <NoPage home={{ href: '/inbox', label: 'Go to your inbox' }} />
    </main>
  );
}
