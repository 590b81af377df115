'use client';

import { LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react';
import { useRef, useState } from 'react';
import { formatMsisdn } from '#lib/domain/msisdn.ts';
import { clearStoredDrafts } from '#components/inbox/stored-draft.ts';
import type { Theme } from '#components/site/theme-choice.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import { Menu, MenuContent, MenuGroup, MenuItem, MenuLabel, MenuLink, MenuRadioGroup, MenuRadioItem, MenuSeparator, MenuTrigger } from '#components/ui/menu.tsx';

export interface AccountMenuProps {
  name: string | null;
  msisdn: string;
  places: readonly { href: string; label: string }[];
  theme: Theme;
}

/** Sets the colours of this browser: the cookie is read when the next page is made. */
function choose(theme: Theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  document.cookie = theme === 'system' ? 'theme=; path=/; max-age=0; samesite=lax' : `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
}

export function AccountMenu({ name, msisdn, places, theme: initial }: AccountMenuProps) {
  const [theme, setTheme] = useState<Theme>(initial);
  const form = useRef<HTMLFormElement>(null);
  const number = formatMsisdn(msisdn);

  function signOut() {
    clearStoredDrafts();
    form.current?.submit();
  }

  return (
    <Menu>
      <MenuTrigger className="grid size-9 place-items-center rounded-full touch:size-11">
        <span className="sr-only">Account menu for {name ?? number}</span>
        <Avatar address={msisdn} className="size-8 bg-accent-soft text-12 text-accent-text" {...(name ? { name } : {})} />
      </MenuTrigger>
      <MenuContent align="end" className="min-w-60">
        <MenuGroup>
          <MenuLabel className="text-13 text-ink">
            {name && <span className="block font-semibold">{name}</span>}
            <span className="text-muted tabular-nums">{number}</span>
          </MenuLabel>
          <MenuLink href="/account">
            <UserRound aria-hidden="true" />
            Account
          </MenuLink>
          {places.map(({ href, label }) => (
            <MenuLink key={href} href={href} className="md:hidden">
              {label}
            </MenuLink>
          ))}
        </MenuGroup>
        <MenuSeparator />
        <MenuRadioGroup
          value={theme}
          onValueChange={(value: Theme) => {
            setTheme(value);
            choose(value);
          }}
        >
          <MenuRadioItem value="system" closeOnClick={false}>
            <Monitor aria-hidden="true" />
            Colors as the device
          </MenuRadioItem>
          <MenuRadioItem value="light" closeOnClick={false}>
            <Sun aria-hidden="true" />
            Light
          </MenuRadioItem>
          <MenuRadioItem value="dark" closeOnClick={false}>
            <Moon aria-hidden="true" />
            Dark
          </MenuRadioItem>
        </MenuRadioGroup>
        <MenuSeparator />
        <MenuItem onClick={signOut}>
          <LogOut aria-hidden="true" />
          Sign out
        </MenuItem>
      </MenuContent>
      <form ref={form} method="post" action="/sign-out" hidden />
    </Menu>
  );
}
