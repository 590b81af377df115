'use client';

import { useState, type ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';
import { SegmentedRadios } from '#components/ui/segmented.tsx';

export interface PhoneTableProps {
  phones: { msisdn: string; name: string; phone: ReactNode }[];
}

/** Up to three phones side by side; on a narrow screen one at a time. */
export function PhoneTable({ phones }: PhoneTableProps) {
  const [wanted, setWanted] = useState<string | null>(null);
  const current = phones.find(({ msisdn }) => msisdn === wanted) ?? phones[0];
  return (
    <>
      {phones.length > 1 && (
        <div className="mb-4 grid min-[861px]:hidden">
          <SegmentedRadios
            label="Phone to show"
            name="phone"
            value={current?.msisdn ?? ''}
            onValueChange={setWanted}
            options={phones.map(({ msisdn, name }) => ({ value: msisdn, label: <span className="max-w-24 truncate">{name.split(' ')[0]}</span> }))}
          />
        </div>
      )}
      <div className="flex justify-around gap-6 max-[860px]:justify-center">
        {phones.map(({ msisdn, phone }) => (
          <div key={msisdn} className={cn('w-full max-w-[268px] min-w-0 max-[860px]:max-w-[320px]', msisdn !== current?.msisdn && 'max-[860px]:hidden')}>
            {phone}
          </div>
        ))}
      </div>
    </>
  );
}
