'use client';

import { useEffect, useRef, type ComponentProps } from 'react';

/** A form that is posted once, however often it is pressed. A page that comes back out of the browser's memory may be posted again. */
export function OnceForm(props: ComponentProps<'form'>) {
  const isPosted = useRef(false);
  useEffect(() => {
    const forget = () => {
      isPosted.current = false;
    };
    window.addEventListener('pageshow', forget);
    return () => window.removeEventListener('pageshow', forget);
  }, []);
  return (
    <form
      {...props}
      onSubmit={(event) => {
        if (isPosted.current) event.preventDefault();
        isPosted.current = true;
      }}
    />
  );
}
