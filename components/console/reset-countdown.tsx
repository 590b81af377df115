'use client';

import { useEffect, useState } from 'react';

/** Seconds until a limit is whole again, ticking in silence. A new reading starts it anew (give it a key). */
export function ResetCountdown({ seconds }: { seconds: number }) {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    if (left <= 0) return;
    const timer = setTimeout(() => setLeft((now) => now - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  return left > 0 ? (
    <>
      resets in <b>{left} s</b>
    </>
  ) : (
    <>all available</>
  );
}
