import inboxDark from '#content/pictures/inbox-dark.webp';
import inboxLight from '#content/pictures/inbox-light.webp';
import smallDark from '#content/pictures/inbox-small-dark.webp';
import smallLight from '#content/pictures/inbox-small-light.webp';

const words =
  'Ana’s inbox with a conversation with Ben. Her map was too large for his carrier and says so, with a way to send it again; a text that the app Desk sent is marked as such, and delivered.';

const shades = [
  { name: 'light', wide: inboxLight, small: smallLight, className: 'dark:hidden' },
  { name: 'dark', wide: inboxDark, small: smallDark, className: 'hidden dark:block' },
] as const;

/** The real inbox of the demo world, photographed wide and on a phone, in the reader's own shade. A hidden one is not loaded. */
export function InboxPicture() {
  return (
    <div className="overflow-hidden rounded-2xl border border-border shadow-float max-sm:mx-auto max-sm:max-w-[320px]">
      {shades.map(({ name, wide, small, className }) => (
        <picture key={name} className={className}>
          <source media="(max-width: 639px)" srcSet={small.src} width={small.width} height={small.height} />
          <img src={wide.src} alt={words} width={wide.width} height={wide.height} loading="lazy" decoding="async" className="block h-auto w-full" />
        </picture>
      ))}
    </div>
  );
}
