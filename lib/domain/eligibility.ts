/** Who may let apps use a line (E1): three gates, each named with what to do about it. */
export interface LineFacts {
  msisdn: string;
  /** The carrier's own name for who holds the number; another one means another person (T29). */
  ownerKey: string;
  plan: 'postpaid' | 'smart-limits' | 'prepaid';
  standing: 'active' | 'suspended';
  smsEnabled: boolean;
  /** The carrier's messages app is installed, so what apps send shows on the phone too (M2). */
  messagesApp: boolean;
  roaming: boolean;
  roamingPlan: boolean;
}

export interface Gate {
  name: 'plan' | 'standing' | 'sms';
  passed: boolean;
  /** What is so. */
  title: string;
  /** Why it matters. */
  why: string;
  /** What the subscriber can do; empty when passed. */
  whatToDo: string;
}

/** The three gates of a line, failed ones first, otherwise in the order plan, standing, SMS. Roaming and the phone's apps are no gate. */
export function eligibilityGates(line: LineFacts): Gate[] {
  const gates = [planGate(line), standingGate(line), smsGate(line)];
  return [...gates.filter(({ passed }) => !passed), ...gates.filter(({ passed }) => passed)];
}

/** Whether all gates are passed. Asked before consent and again at every send. */
export function isEligible(line: LineFacts): boolean {
  return eligibilityGates(line).every(({ passed }) => passed);
}

function planGate({ plan }: LineFacts): Gate {
  const passed = plan === 'postpaid' || plan === 'smart-limits';
  return {
    name: 'plan',
    passed,
    title: passed ? `Plan: ${plan === 'postpaid' ? 'billed monthly' : 'Smart-Limits'}` : 'This is a prepaid line',
    why: 'Apps can use lines that are billed monthly (postpaid) or on Smart-Limits.',
    whatToDo: passed
      ? ''
      : 'Move this line to a monthly or Smart-Limits plan. You keep your number, and the change counts here within an hour.',
  };
}

function standingGate({ standing }: LineFacts): Gate {
  const passed = standing === 'active';
  return {
    name: 'standing',
    passed,
    title: passed ? 'In good standing: the line is active and paid up' : 'This line is suspended',
    why: 'Apps can use lines that are active and in good standing.',
    whatToDo: passed ? '' : 'Open your account to see why, or call us. The line counts again as soon as it is restored.',
  };
}

function smsGate({ smsEnabled }: LineFacts): Gate {
  return {
    name: 'sms',
    passed: smsEnabled,
    title: smsEnabled ? 'SMS is switched on' : 'SMS is switched off',
    why: 'Apps send and read text messages, so the line must be able to.',
    whatToDo: smsEnabled
      ? ''
      : 'Your carrier switches it on: ask them, or whoever pays for the line. It counts here as soon as the carrier says so.',
  };
}
