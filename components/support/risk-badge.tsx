import { Badge } from '#components/ui/badge.tsx';

const looks = { low: { tone: 'ok', word: 'Low' }, medium: { tone: 'warn', word: 'Medium' }, high: { tone: 'bad', word: 'High' } } as const;

export function RiskBadge({ risk }: { risk: 'low' | 'medium' | 'high' }) {
  return <Badge tone={looks[risk].tone}>{looks[risk].word}</Badge>;
}
