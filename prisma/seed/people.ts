import type { SimulatedLine } from '#lib/data/simulator/lines.ts';

export const ana = '+14255550101';
const ben = '+14255550102';
const chen = '+14255550103';
const gus = '+14255550107';

const usual = { ownerKey: '1', plan: 'postpaid', standing: 'active', smsEnabled: true, messagesApp: true, roaming: false, roamingPlan: true, airplaneMode: false } as const;

export interface DemoLine extends SimulatedLine {
  /** `open`: an inbox; `none`: known, without an inbox; `stranger`: has never been here. */
  inbox: 'open' | 'none' | 'stranger';
}

/** The lines of the simulated carrier. The numbers are fixed: scripts and documentation use them. */
export const lines: readonly DemoLine[] = [
  { ...usual, msisdn: ana, name: 'Ana Rivera', note: 'Postpaid, active. The full inbox.', inbox: 'open' },
  { ...usual, msisdn: ben, name: 'Ben Okafor', note: 'Smart-Limits: eligible like postpaid.', plan: 'smart-limits', inbox: 'open' },
  { ...usual, msisdn: chen, name: 'Chen Wei', note: 'Roaming without a plan: messages wait at the carrier.', roaming: true, roamingPlan: false, inbox: 'open' },
  { ...usual, msisdn: '+14255550104', name: 'Dana Cruz', note: 'Prepaid: not eligible.', plan: 'prepaid', inbox: 'none' },
  { ...usual, msisdn: '+14255550105', name: 'Eli Stone', note: 'Suspended: not eligible.', standing: 'suspended', inbox: 'none' },
  { ...usual, msisdn: '+14255550106', name: 'Fay Moss', note: 'SMS is switched off: not eligible.', smsEnabled: false, inbox: 'none' },
  { ...usual, msisdn: gus, name: 'Gus Hall', note: 'No messages app: what apps send does not show on the phone.', messagesApp: false, inbox: 'open' },
  { ...usual, msisdn: '+14255550108', name: 'Hana Ito', note: 'Postpaid, never signed in: no inbox yet.', inbox: 'stranger' },
];

/** Everybody Ana writes with. Numbers are of the range kept for fiction, 555-01XX; codes begin with 555. */
export const people = {
  mom: { address: '+12065550112', name: 'Mom' },
  dad: { address: '+12065550113', name: 'Dad' },
  luis: { address: '+15035550114', name: 'Luis' },
  carmen: { address: '+15055550115', name: 'Tía Carmen' },
  ben: { address: ben, name: 'Ben Okafor' },
  chen: { address: chen, name: 'Chen Wei' },
  gus: { address: gus, name: 'Gus Hall' },
  priya: { address: '+12065550121', name: 'Priya Raman' },
  marcus: { address: '+12065550122', name: 'Marcus Bell' },
  grace: { address: '+14155550123', name: 'Grace Liu' },
  holly: { address: '+15035550124', name: 'Holly Kim' },
  tom: { address: '+14255550125', name: 'Tom Becker' },
  dev: { address: '+17735550126', name: 'Dev Mehta' },
  nadia: { address: '+12065550127', name: 'Nadia Haddad' },
  walt: { address: '+12065550131', name: 'Walt Pruitt (landlord)' },
  dental: { address: '+14255550132', name: 'Kind Tooth Dental' },
  zoe: { address: '+14255550133', name: 'Zoe (sitter)' },
  abbott: { address: '+14255550134', name: 'Ms. Abbott' },
  vet: { address: '+14255550135', name: 'Cedar Lane Vet' },
  dale: { address: '+12065550136', name: 'Dale’s Garage' },
  ruth: { address: '+14255550137', name: 'Ruth next door' },
  pia: { address: '+12065550138', name: 'Pia (drums)' },
  joel: { address: '+12065550139', name: 'Joel (bass)' },
  sam: { address: '+12065550140', name: 'Sam Whitaker' },
  maya: { address: '+12065550141', name: 'Maya Lindgren' },
  colin: { address: '+12065550142', name: 'Colin Park' },
  tess: { address: '+12065550143', name: 'Tess (salon)' },
  // A scripted number that never sends a receipt, so that asking again plays the same.
  otto: { address: '+12065550156', name: 'Otto (carpenter)' },
  'no-plan': { address: '+12065550151', name: null },
  'wrong-number': { address: '+13605550144', name: null },
  driver: { address: '+12065550145', name: null },
  // Round, so that nobody takes the sender of codes for a code.
  brightleaf: { address: '555000', name: null },
  swiftbox: { address: '555031', name: null },
  pharmacy: { address: '555042', name: null },
  'credit-union': { address: '555060', name: null },
  ferries: { address: '555077', name: null },
  power: { address: '555023', name: null },
} as const satisfies Record<string, { address: string; name: string | null }>;

export type PersonName = keyof typeof people;
