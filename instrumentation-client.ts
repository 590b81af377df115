import { holdRefreshes } from '#components/live/held-refreshes.ts';
import { isServerReady } from '#components/live/refresher.ts';

// Before Next asks for anything. Its own `experimental.useOffline` would also send an action again that the server may have carried out.
window.fetch = holdRefreshes(window.fetch.bind(window), { here: () => window.location.href, isAnswering: isServerReady });
