import { EndSheet } from '#components/consent/end-sheet.tsx';
import { ButtonLink } from '#components/ui/button.tsx';

export interface DeviceEndProps {
  outcome: 'allowed' | 'denied' | 'reported' | 'over';
  device: string;
  app: string;
}

const words: Record<DeviceEndProps['outcome'], { title: string; text: string }> = {
  allowed: { title: 'Allowed. Go back to your device.', text: 'It goes on by itself in a few seconds. End it whenever you like in Connected apps.' },
  denied: { title: 'Not allowed', text: 'The device is told so. Nothing was shared with it. To try again, ask for a new code on the device.' },
  reported: { title: 'Thank you. The code is ended.', text: 'Nobody can use it any more, and nothing was shared. We have written down which app it came from.' },
  over: { title: 'This code is over', text: 'It was answered, or its ten minutes are over. The device shows a new one when you ask it to.' },
};

/** How a device's question ended. */
export function DeviceEnd({ outcome, device, app }: DeviceEndProps) {
  const { title, text } = words[outcome];
  return (
    <EndSheet
      title={title}
      actions={
        <>
          {outcome === 'over' && (
            <ButtonLink href="/device" variant="primary">
              Type another code
            </ButtonLink>
          )}
          <ButtonLink href="/connected-apps">Connected apps</ButtonLink>
        </>
      }
    >
      <p className="max-w-[60ch] text-muted">{text}</p>
      <p className="text-14 text-muted">
        <bdi>{device}</bdi>, <bdi>{app}</bdi>
      </p>
    </EndSheet>
  );
}
