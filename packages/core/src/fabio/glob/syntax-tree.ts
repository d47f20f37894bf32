/** A part of a glob as it is written. Texts are as written, without the escapes. */
export type GlobNode =
  | { readonly kind: "pattern"; readonly children: readonly GlobNode[] }
  | { readonly kind: "any-of"; readonly children: readonly GlobNode[] }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly characters: string; readonly not: boolean }
  | { readonly kind: "range"; readonly low: number; readonly high: number; readonly not: boolean }
  /** `*`, `**` and `?`; nothing: what is left of an alternative whose ends are shared with the others. */
  | { readonly kind: "any" | "super" | "single" | "nothing" };

/** Whether two parts are written alike; `*` and `**` are not. */
export function sameNode(left: GlobNode, right: GlobNode): boolean {
  switch (left.kind) {
    case "pattern":
    case "any-of":
      return (
        right.kind === left.kind &&
        left.children.length === right.children.length &&
        left.children.every((child, at) => sameChild(child, right.children[at]))
      );
    case "text":
      return right.kind === "text" && left.text === right.text;
    case "list":
      return right.kind === "list" && left.characters === right.characters && left.not === right.not;
    case "range":
      return (
        right.kind === "range" && left.low === right.low && left.high === right.high && left.not === right.not
      );
    case "any":
    case "super":
    case "single":
    case "nothing":
      return left.kind === right.kind;
  }
}

function sameChild(left: GlobNode, right: GlobNode | undefined): boolean {
  return right !== undefined && sameNode(left, right);
}
