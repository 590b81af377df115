import { NoPage } from '#components/site/no-page.tsx';

/** Within the frame of its area. */
export default function NotFound() {
  return <NoPage home={{ href: '/developer/apps', label: 'Go to your apps' }} />;
}
