/** What became of an assignment, in a sentence or two. */
export function assignedWords({ assigned, ownApps }: { assigned: readonly number[]; ownApps: readonly number[] }): string {
  const done = assigned.length === 0 ? 'Nothing to change.' : assigned.length === 1 ? `#${assigned[0]} is assigned.` : `${assigned.length} tickets are assigned.`;
  if (ownApps.length === 0) return done;
  const left = `Left out: ${ownApps.map((number) => `#${number}`).join(', ')}, nobody works on a request of their own app.`;
  return assigned.length === 0 ? left : `${done} ${left}`;
}
