import { type RouteNetwork, wholeNetwork } from '#lib/domain/sms-or-mms.ts';

const shared = globalThis as typeof globalThis & { handsetNetwork?: RouteNetwork };

/** Set once by the server at boot. Next bundles its own copy of this module, so it lives on globalThis. */
export function setCarrierNetwork(network: RouteNetwork): void {
  shared.handsetNetwork = network;
}

/** What the carrier's network takes, for `judgeRoute`. Without a carrier, as in commands, it is the whole of S4. */
export function carrierNetwork(): RouteNetwork {
  return shared.handsetNetwork ?? wholeNetwork;
}
