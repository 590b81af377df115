import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Who } from '#components/consent/who.tsx';
import { DeviceEnd } from '#components/device/device-end.tsx';
import { DeviceQuestion } from '#components/device/device-question.tsx';
import { AskFrame } from '#components/site/ask-frame.tsx';
import { findBrowserId } from '#lib/auth/browser-id.ts';
import { findCurrentActor } from '#lib/auth/guards.ts';
import { formatMsisdn } from '#lib/domain/msisdn.ts';
import { isAppError } from '#lib/errors.ts';
import { parseShortId } from '#lib/ids.ts';
import { getDeviceQuestion } from '#lib/use-cases/devices/device-question.ts';
import { deviceReportToken } from '#lib/use-cases/devices/report-device.ts';
import { readerClock } from '#app/(subscriber)/clock.ts';
import { writeDay } from '#lib/domain/time-words.ts';

export const metadata: Metadata = { title: 'Is this your device?', referrer: 'same-origin', robots: { index: false } };

const minuteMs = 60_000;

interface Props {
  params: Promise<{ requestId: string }>;
  searchParams: Promise<{ problem?: string | string[] }>;
}

export default async function DeviceQuestionPage({ params, searchParams }: Props) {
  const { requestId: shortRequestId } = await params;
  const path = `/device/${shortRequestId}`;
  const signedIn = await findCurrentActor();
  const actor = signedIn?.kind === 'subscriber' ? signedIn : null;
  const [requestId, browserId] = [parseShortId(shortRequestId), await findBrowserId()];
  const question = requestId && browserId ? await findQuestion({ actor, requestId, browserId }) : null;
  // Another browser's, another person's, or long gone: here one can type a code anew.
  if (!question || !browserId) redirect('/device?problem=unknown');
  const { now, zone: timeZone } = await readerClock();
  const { client, outcome } = question;
  const minutesAgo = Math.floor((now.getTime() - question.askedAt.getTime()) / minuteMs);
  return (
    <AskFrame who={actor && <Who number={formatMsisdn(actor.msisdn)} returnTo={path} />}>
      {outcome === 'waiting' ? (
        <DeviceQuestion
          code={question.userCode}
          minutesLeft={Math.max(1, Math.ceil((question.expiresAt.getTime() - now.getTime()) / minuteMs))}
          device={question.device}
          app={client.name}
          owner={{ name: client.ownerName, verifiedSince: client.ownerVerifiedAt && writeDay(client.ownerVerifiedAt, timeZone) }}
          asked={minutesAgo < 1 ? 'Just now' : minutesAgo === 1 ? '1 minute ago' : `${minutesAgo} minutes ago`}
          isSignedIn={actor !== null}
          continueHref={`/oauth/v4/authorize/${shortRequestId}`}
          notMineAction={`${path}/not-mine`}
          csrfToken={deviceReportToken({ requestId: question.requestId, browserId })}
          problem={(await searchParams).problem ? 'That did not work, and the code still stands. Choose This is not mine again.' : null}
        />
      ) : (
        <DeviceEnd outcome={outcome} device={question.device} app={client.name} />
      )}
    </AskFrame>
  );
}

async function findQuestion(options: Parameters<typeof getDeviceQuestion>[0]) {
  try {
    return await getDeviceQuestion(options);
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}
