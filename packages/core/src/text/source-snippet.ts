import type { SourceRange } from "./position.ts";
import { secretSpans } from "./secret-spans.ts";

/** One line of a file and what marks a range in it; both take the same width in a terminal. */
export interface SourceSnippet {
  readonly line: number;
  /**
   * Tabs are spaces, characters that a terminal would act on are gone, what looks like a secret is `(sensitive)`, a long line
   * is cut around the range.
   */
  readonly text: string;
  /** Spaces, then as many `^` as the range is wide on this line. */
  readonly marks: string;
}

const TAB = "    ";

/**
 * The first line of `range` in the text of its file, at most `width` columns of it. It goes by the offsets of the range.
 * `undefined` when there is no such line, and for the empty range at the start of a file, which means the file as a whole.
 */
export function sourceSnippet(text: string, range: SourceRange, width: number): SourceSnippet | undefined {
  const { start, end } = range;
  if (end.offset === 0 || start.offset > text.length) return undefined;
  const lineStart = start.offset === 0 ? 0 : text.lastIndexOf("\n", start.offset - 1) + 1;
  const lineEnd = text.indexOf("\n", start.offset);
  const line = text.slice(lineStart, lineEnd === -1 ? undefined : lineEnd).replace(/\r$/, "");
  const first = start.offset - lineStart;
  const last = end.line > start.line ? line.trimEnd().length : end.offset - lineStart;
  const cells = hideSecrets(cellsAround(line, first, width), { text, lineStart, first });
  const before = widthOf(cells.filter(({ offset }) => offset < first));
  const marked = widthOf(cells.filter(({ offset }) => offset >= first && offset < last));
  const window = cut(cells, before, Math.max(marked, 1), width);
  const length = Math.min(Math.max(marked, 1), Math.max(width - window.marksAt, 1));
  return { line: start.line, text: window.text, marks: " ".repeat(window.marksAt) + "^".repeat(length) };
}

/** One character as a terminal shows it: `width` columns of `text`, from UTF-16 offset `offset` of the line on. */
interface Cell {
  readonly offset: number;
  readonly text: string;
  readonly width: number;
}

/**
 * The cells of a line, of a long one (a bundled file may be one line of megabytes) only those around the UTF-16 unit `first`:
 * more than `width` columns on either side, so that what is cut to that width is cut there all the same.
 */
function cellsAround(line: string, first: number, width: number): readonly Cell[] {
  const reach = 1000 + 10 * width;
  const from = Math.max(0, first - reach);
  return [...new Intl.Segmenter().segment(line.slice(from, first + reach))].map(({ segment, index }) => {
    const offset = from + index;
    if (segment === "\t") return { offset, text: TAB, width: TAB.length };
    const text = segment.replace(/[\p{Cc}\p{Bidi_Control}]/gu, "");
    return { offset, text, width: text === "" ? 0 : WIDE.test(text) ? 2 : ZERO.test(text) ? 0 : 1 };
  });
}

/** A line of a file, and the place in it that a range begins at. */
interface LineOfFile {
  readonly text: string;
  readonly lineStart: number;
  readonly first: number;
}

/** So much of a file before what is shown of a line may say that a secret stands in it: the key, the head of a private key. */
const SAYS_SECRET = 10_000;

/** The cells with `(sensitive)` for each secret. A range that begins inside one is that of the mark. */
function hideSecrets(cells: readonly Cell[], { text, lineStart, first }: LineOfFile): readonly Cell[] {
  const begin = lineStart + (cells.at(0)?.offset ?? 0);
  const end = lineStart + (cells.at(-1)?.offset ?? 0) + 1;
  const from = Math.max(0, begin - SAYS_SECRET);
  const spans = secretSpans(text.slice(from, end + SAYS_SECRET))
    .map((span) => ({ start: span.start + from - lineStart, end: span.end + from - lineStart }))
    .filter((span) => span.end > begin - lineStart && span.start < end - lineStart);
  let shown = cells;
  for (const span of spans) {
    const offset = first >= span.start && first < span.end ? first : span.start;
    const mark = Array.from("(sensitive)", (letter) => ({ offset, text: letter, width: 1 }));
    const before = shown.filter((cell) => cell.offset < span.start);
    shown = [...before, ...mark, ...shown.filter((cell) => cell.offset >= span.end)];
  }
  return shown;
}

/** East Asian wide and full-width characters, and emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\ufe0f|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** Marks and format characters with nothing to stand on. */
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0);
}

/** The part of a line that is shown, and the column in it where the marks begin. */
function cut(
  cells: readonly Cell[],
  before: number,
  marked: number,
  width: number,
): { readonly text: string; readonly marksAt: number } {
  const whole = widthOf(cells);
  if (whole <= width) return { text: cells.map(({ text }) => text).join(""), marksAt: before };
  // Room for an ellipsis on either side. The range is shown whole if it fits, with a third of the width before it.
  const room = width - 2;
  const fits = before + Math.min(marked, room) <= room;
  const from = fits ? 0 : Math.max(0, Math.min(before - Math.floor(width / 3), whole - room));
  let column = 0;
  let first: number | undefined;
  let shown = "";
  for (const cell of cells) {
    const end = column + cell.width;
    if (column >= from && end <= from + room) {
      first ??= column;
      shown += cell.text;
    }
    column = end;
  }
  const left = from > 0 ? "…" : "";
  const right = from + room < whole ? "…" : "";
  return { text: left + shown + right, marksAt: left.length + before - (first ?? 0) };
}
