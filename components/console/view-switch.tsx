'use client';

import { ChartColumn, Table2 } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { SegmentedRadios } from '#components/ui/segmented.tsx';

/** The same figures as a chart or as a table. */
export function ViewSwitch({ title, actions, chart, table }: { title: ReactNode; actions?: ReactNode; chart: ReactNode; table: ReactNode }) {
  const [view, setView] = useState('chart');
  const name = useId();
  return (
    <>
      <header className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2 px-4 py-2.5">
        {title}
        <div className="flex flex-wrap gap-2 max-[900px]:w-full max-[900px]:[&>*]:w-full">
          {actions}
          <SegmentedRadios
            label="Show as"
            name={name}
            value={view}
            onValueChange={setView}
            options={[
              { value: 'chart', label: 'Chart', icon: <ChartColumn /> },
              { value: 'table', label: 'Table', icon: <Table2 /> },
            ]}
          />
        </div>
      </header>
      {view === 'chart' ? chart : table}
    </>
  );
}
