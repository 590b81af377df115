/**
 * What the consent page says, by version. A receipt names the version that was shown, so none of these may ever change or go: a test holds
 * the fingerprint of each. A new sentence is a new version.
 */
export interface ConsentText {
  /** By permission: what its switch says, and the consequence below it. */
  permissions: Readonly<Record<'IMMN' | 'MIM', { sentence: string; consequence: string }>>;
  /** Beside the permission to read: whether an inbox will be made for it (E3). */
  inbox: { made: string; there: string } | null;
  /** Promises. Each is enforced and tested; one that is not must leave the page. */
  never: readonly string[];
  /** Said to everybody before they decide. */
  notes: readonly string[];
}

const version1: ConsentText = {
  permissions: {
    IMMN: {
      sentence: 'Send messages as you',
      consequence: 'Texts and pictures from your number, to up to 10 people at a time. Your inbox marks each one as sent by this app.',
    },
    MIM: {
      sentence: 'Read and organise your inbox',
      consequence: 'Read all your messages, mark them, and delete them for good. That includes codes other companies text you.',
    },
  },
  inbox: null,
  never: [
    'Change your plan or spend your money',
    'Use your passkeys, or read the codes we text you to sign in',
    'Make calls, or see who you called',
    'Use another line on your account',
    'Stop you from ending this',
  ],
  notes: ['People you write to will see your number.'],
};

const version2 = {
  permissions: {
    IMMN: {
      sentence: 'Send messages as you',
      consequence: 'Texts and pictures from your number, to up to 10 people at a time. They look like yours, and answers come to you. Your inbox marks each one as sent by this app.',
    },
    MIM: {
      sentence: 'Read and organise your inbox',
      consequence: 'Read all your messages, old and new, mark them, and delete them for good. That includes codes other companies text you.',
    },
  },
  inbox: {
    made: 'You have no inbox here yet. Allowing this makes one, and your messages are kept in it from then on.',
    there: 'You have an inbox here already. Allowing this makes no other.',
  },
  never: version1.never,
  notes: ['It works until it ends, also while you are signed out and your phone is off.', 'People it writes to will see your number.'],
} satisfies ConsentText;

const versions: Readonly<Record<string, ConsentText>> = { '1': version1, '2': version2 };

export const consentTextVersion = '2';
export const consentText = version2;
export const consentTextVersions = Object.keys(versions);

/** What the page said in a version; null for one that never was. */
export function findConsentText(version: string): ConsentText | null {
  return Object.hasOwn(versions, version) ? (versions[version] ?? null) : null;
}
