import { NoPage } from '#components/site/no-page.tsx';

/** Within the frame of its area. */
export default function NotFound() {
  return <NoPage home={{ href: '/support/tickets', label: 'Go to the tickets' }} />;
}
