/** Unchanged lines shown around a change. */
const CONTEXT = 3;
/** Above this many comparisons the changed middle is shown as removed and added as a whole. */
const MAX_COMPARISONS = 4_000_000;

type Edit = { readonly kind: " " | "-" | "+"; readonly line: string };

/**
 * The difference of two multi-line texts as the lines of a unified diff: `@@ -1,4 +1,5 @@` before each group of
 * changes, then lines that begin with a space, `-` or `+`. No lines when the texts are equal.
 */
export function unifiedDiff(before: string, after: string): string[] {
  const edits = editScript(splitLines(before), splitLines(after));
  const output: string[] = [];
  let oldLine = 0;
  let newLine = 0;
  let index = 0;
  while (index < edits.length) {
    const first = edits.findIndex((edit, at) => at >= index && edit.kind !== " ");
    if (first === -1) break;
    const start = Math.max(index, first - CONTEXT);
    const end = hunkEnd(edits, first);
    // The lines that are skipped are unchanged, so they count on both sides.
    oldLine += start - index;
    newLine += start - index;
    const hunk = edits.slice(start, end);
    const oldCount = hunk.filter((edit) => edit.kind !== "+").length;
    const newCount = hunk.filter((edit) => edit.kind !== "-").length;
    output.push(`@@ -${range(oldLine, oldCount)} +${range(newLine, newCount)} @@`);
    for (const edit of hunk) output.push(...shown(edit));
    oldLine += oldCount;
    newLine += newCount;
    index = end;
  }
  return output;
}

/** The lines of a text, each with its line feed; only the last may lack it. */
function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** One past the last unchanged line to show after the run of changes that begins at `first`. */
function hunkEnd(edits: readonly Edit[], first: number): number {
  let last = first;
  for (let at = first; at < edits.length && at - last <= 2 * CONTEXT + 1; at++) {
    if (edits[at]?.kind !== " ") last = at;
  }
  return Math.min(edits.length, last + CONTEXT + 1);
}

/** `start` counts the lines before the hunk; diff numbers an empty range by the line before it. */
function range(start: number, count: number): string {
  return `${count === 0 ? start : start + 1},${count}`;
}

function shown(edit: Edit): string[] {
  if (edit.line.endsWith("\n")) return [edit.kind + edit.line.slice(0, -1)];
  return [edit.kind + edit.line, "\\ no line feed at the end"];
}

/** Shortest way from one list of lines to the other. */
function editScript(before: readonly string[], after: readonly string[]): Edit[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail++;
  }
  return [
    ...before.slice(0, head).map(unchanged),
    ...middleScript(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...before.slice(before.length - tail).map(unchanged),
  ];
}

/** By the table of longest common subsequences of all pairs of tails. */
function middleScript(before: readonly string[], after: readonly string[]): Edit[] {
  if (before.length * after.length > MAX_COMPARISONS) {
    return [...before.map(removed), ...after.map(added)];
  }
  const width = after.length + 1;
  const common = new Uint32Array((before.length + 1) * width);
  const at = (row: number, column: number): number => common[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      common[row * width + column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const edits: Edit[] = [];
  let row = 0;
  let column = 0;
  while (row < before.length || column < after.length) {
    const oldLine = before[row];
    const newLine = after[column];
    if (oldLine !== undefined && oldLine === newLine) {
      edits.push(unchanged(oldLine));
      row++;
      column++;
    } else if (
      oldLine !== undefined &&
      (newLine === undefined || at(row + 1, column) >= at(row, column + 1))
    ) {
      edits.push(removed(oldLine));
      row++;
    } else if (newLine !== undefined) {
      edits.push(added(newLine));
      column++;
    }
  }
  return edits;
}

function unchanged(line: string): Edit {
  return { kind: " ", line };
}

function removed(line: string): Edit {
  return { kind: "-", line };
}

function added(line: string): Edit {
  return { kind: "+", line };
}
