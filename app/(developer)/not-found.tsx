import { homeOf } from '#lib/auth/return-to.ts';
import { NoPage } from '#components/site/no-page.tsx';

/** Within the frame of its area. */
export default function NotFound() {
  return <NoPage home={{ href: homeOf.developer, label: 'Go to your apps' }} />;
}
