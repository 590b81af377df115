import { Globe, MessageSquareOff, MessageSquareText, Plane, Smartphone } from 'lucide-react';
import type { VirtualPhone } from '#lib/domain/virtual-phone.ts';

export type Switches = Pick<VirtualPhone, 'airplaneMode' | 'roaming' | 'smsEnabled' | 'messagesApp'>;

/** What a line and its phone can be: each says what it is now and, on hover, what will be seen. */
export function PhoneSwitches({ phone, isBusy, onTurn }: { phone: VirtualPhone; isBusy: boolean; onTurn: (switches: Partial<Switches>) => void }) {
  const switches = [
    { icon: <Plane />, label: 'Airplane', isOn: phone.airplaneMode, isOdd: phone.airplaneMode, turn: { airplaneMode: !phone.airplaneMode }, sees: 'No signal: what is sent to it waits at the carrier' },
    { icon: <Globe />, label: 'Roaming', isOn: phone.roaming, isOdd: phone.roaming, turn: { roaming: !phone.roaming }, sees: 'Abroad: without a plan for it, messages wait at the carrier' },
    { icon: phone.smsEnabled ? <MessageSquareText /> : <MessageSquareOff />, label: 'Texting', isOn: phone.smsEnabled, isOdd: !phone.smsEnabled, turn: { smsEnabled: !phone.smsEnabled }, sees: 'Off: nothing is sent, and nothing but codes arrives' },
    { icon: <Smartphone />, label: 'Messages app', isOn: phone.messagesApp, isOdd: !phone.messagesApp, turn: { messagesApp: !phone.messagesApp }, sees: 'On: the phone also shows what its inbox sends' },
  ];
  return (
    <div role="group" aria-label={`${phone.name}’s phone`} className="flex flex-wrap justify-center gap-1">
      {switches.map(({ icon, label, isOn, isOdd, turn, sees }) => (
        <button
          key={label}
          type="button"
          aria-pressed={isOn}
          disabled={isBusy}
          title={sees}
          onClick={() => onTurn(turn)}
          data-odd={isOdd || undefined}
          className="inline-flex min-h-8 items-center gap-1.5 rounded-full border border-border bg-surface px-[7px] text-12 font-medium text-muted hover:text-ink data-odd:border-transparent data-odd:bg-warn-soft data-odd:text-warn touch:min-h-11 [&_.lucide]:size-3.5"
        >
          {icon}
          {label}
          <span className="font-normal">{isOn ? 'on' : 'off'}</span>
        </button>
      ))}
    </div>
  );
}
