/**
 * Whether an object by label has the blocks in another order: it has those that look like whole numbers first, and those of
 * one label together.
 */
export function losesOrder(labels: readonly string[]): boolean {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const kept = Object.keys(Object.fromEntries(counts)).flatMap((label) =>
    Array<string>(counts.get(label) ?? 0).fill(label),
  );
  return kept.some((label, index) => label !== labels[index]);
}

/** The order of blocks, for messages. */
export function orderText(labels: readonly string[]): string {
  return `These stand in the order ${labels.map((label) => JSON.stringify(label)).join(", ")}, which an object cannot have.`;
}
