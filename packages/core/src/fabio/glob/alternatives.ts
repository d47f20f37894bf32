import { sameNode, type GlobNode } from "./syntax-tree.ts";

/**
 * `{ab?,ac?}` as what all alternatives begin with, the alternatives without their common ends, and what all end with;
 * `undefined` where they share nothing. Written alike counts, so the texts `ab` and `ac` share nothing.
 * @see gobwas/glob compiler minimizeTreeAnyOf (0.2.3)
 */
export function factorAlternatives(alternatives: readonly GlobNode[]): GlobNode | undefined {
  const lists: (readonly GlobNode[])[] = [];
  for (const alternative of alternatives) {
    if (alternative.kind !== "pattern") return undefined;
    lists.push(alternative.children);
  }
  const { left, right } = commonEnds(lists);
  if (left.length === 0 && right.length === 0) return undefined;

  const middles: GlobNode[] = [];
  for (const list of lists) {
    const children = list.slice(left.length, list.length - right.length);
    const middle: GlobNode = children.length === 0 ? { kind: "nothing" } : { kind: "pattern", children };
    if (!middles.some((other) => sameNode(other, middle))) middles.push(middle);
  }
  const [only] = middles;
  return {
    kind: "pattern",
    children: [
      ...(left.length > 0 ? [{ kind: "pattern", children: left } as const] : []),
      ...(middles.length > 1
        ? [{ kind: "any-of", children: middles } as const]
        : only !== undefined && only.kind !== "nothing"
          ? [only]
          : []),
      ...(right.length > 0 ? [{ kind: "pattern", children: right } as const] : []),
    ],
  };
}

/** The items that all lists begin and end with. The ends never overlap; left goes first. */
function commonEnds(lists: readonly (readonly GlobNode[])[]) {
  const shortest = lists.reduce((least, list) => (list.length < least.length ? list : least), lists[0] ?? []);
  const left: GlobNode[] = [];
  const right: GlobNode[] = [];
  if (lists.length < 2) return { left, right };
  const size = shortest.length;
  let leftGoesOn = true;
  let rightGoesOn = true;
  for (let i = 0; left.length + right.length < size && i < size && (leftGoesOn || rightGoesOn); i++) {
    const j = size - 1 - i;
    const [nextLeft, nextRight] = [shortest[i], shortest[j]];
    if (nextLeft === undefined || nextRight === undefined) break;
    for (const list of lists) {
      if (list === shortest) continue;
      leftGoesOn &&= isSame(nextLeft, list[i]);
      rightGoesOn &&= !(leftGoesOn && j <= i) && isSame(nextRight, list[j + list.length - size]);
    }
    if (leftGoesOn) left.push(nextLeft);
    if (rightGoesOn) right.unshift(nextRight);
  }
  return { left, right };
}

function isSame(node: GlobNode, other: GlobNode | undefined): boolean {
  return other !== undefined && sameNode(node, other);
}
