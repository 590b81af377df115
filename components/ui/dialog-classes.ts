/** What dialog, alert dialog and session dialog share. */
export const dialogBackdropClass =
  'fixed inset-0 z-40 bg-veil transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0';

export const dialogViewportClass =
  'fixed inset-0 z-50 grid grid-cols-[minmax(0,1fr)] place-items-center overflow-y-auto p-4 max-sm:place-items-end max-sm:p-0 max-sm:pt-8';

export const dialogPopupClass =
  'w-full max-w-[480px] rounded-2xl border border-border bg-surface p-6 text-ink wrap-anywhere shadow-float outline-none transition data-ending-style:opacity-0 data-starting-style:opacity-0 data-starting-style:translate-y-2 max-sm:max-w-none max-sm:rounded-b-none max-sm:border-x-0 max-sm:border-b-0 max-sm:p-5';
