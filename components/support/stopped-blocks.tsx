'use client';

import { useState } from 'react';
import type { Action } from '#components/console/action-answer.ts';
import { useAction } from '#components/console/use-action.ts';
import { useRefresh } from '#components/live/use-refresh.ts';
import { Button } from '#components/ui/button.tsx';
import { Card, CardHeader } from '#components/ui/card.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { blockName } from '#lib/domain/code-stop.ts';

export interface StoppedBlocksProps {
  blocks: readonly { block: string; texted: number; used: number }[];
  liftAction: Action<{ block: string }>;
}

/** Blocks of numbers that get no codes for now, and the way to let them. */
export function StoppedBlocks({ blocks, liftAction }: StoppedBlocksProps) {
  const requestRefresh = useRefresh();
  const { run, pending, problems } = useAction(liftAction);
  const [lifted, setLifted] = useState<string | null>(null);

  async function lift(block: string) {
    setLifted(null);
    if (await run({ block })) setLifted(block);
    requestRefresh();
  }
  return (
    <Card padded={false} aria-labelledby="blocks-title">
      <CardHeader
        title="Blocks that get no codes"
        titleId="blocks-title"
        description="Of 50 or more codes texted to such a block within a day, fewer than 20 % were used: somebody may be walking through its numbers. It ends by itself within a day. Meanwhile passkeys work, and a line that signed in by code within 90 days still gets its codes."
      />
      {problems.form && <Notice tone="bad" role="alert" className="mx-4 mb-4">{problems.form}</Notice>}
      {lifted && <Notice tone="ok" role="status" className="mx-4 mb-4">Codes go out to {blockName(lifted)} again, counted anew.</Notice>}
      {blocks.length === 0 ? (
        <p className="px-4 pb-4 text-muted">None at this moment.</p>
      ) : (
        <ul aria-labelledby="blocks-title">
          {blocks.map(({ block, texted, used }) => (
            <li key={block} className="flex flex-wrap items-center justify-between gap-3 border-t border-border px-4 py-3">
              <p className="tabular-nums">
                <b className="font-medium">{blockName(block)}</b> <span className="text-muted">{texted} texted, {used} used</span>
              </p>
              <Button size="sm" pending={pending} onClick={() => void lift(block)}>
                Let codes go out<span className="sr-only"> to {blockName(block)}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
