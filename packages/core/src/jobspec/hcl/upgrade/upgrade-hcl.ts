import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import { LineIndex, type SourceRange } from "../../../text/index.ts";
import { replaceRanges, type Replacement } from "../../../hcl/replace-ranges.ts";
import { readHcl } from "../read/read-hcl.ts";
import { fixFor } from "./fixes.ts";

/** One thing that was written anew. */
export interface UpgradeChange {
  /** The change, as a short phrase. */
  readonly summary: string;
  /** Where, in the text as it was. */
  readonly source: SourceRange;
}

/** A text of today, as far as it could be made. */
export interface UpgradedHcl {
  readonly text: string;
  /** In the order of the text as it was. */
  readonly changes: readonly UpgradeChange[];
  /** The errors that are left, in `text`. */
  readonly diagnostics: readonly Diagnostic[];
}

/** More mistakes than that nobody has made by writing HCL 1. */
const mostChanges = 2_000;

/**
 * Writes anew what HCL 1 took and Nomad 2.0.5 refuses: one mistake after the other, each in the only way that keeps its meaning.
 * A mistake that could mean something else, such as an argument with two values, stays, and is among the errors.
 * Blanks are for `formatHcl` to mend.
 * @example upgradeHcl('job "a" {\n  "type" = "batch"\n}\n').text // 'job "a" {\n  type = "batch"\n}\n'
 */
export function upgradeHcl(text: string, file = ""): UpgradedHcl {
  const lines = new LineIndex(text, "grapheme");
  const edits: Edit[] = [];
  const changes: UpgradeChange[] = [];
  let current = text;
  for (;;) {
    const { diagnostics } = readHcl({ file, text: current, values: { lenient: true } });
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    const fix = changes.length < mostChanges ? firstFix(errors, current) : undefined;
    if (fix === undefined) {
      const sorted = changes.toSorted((a, b) => a.source.start.offset - b.source.start.offset);
      return { text: current, changes: sorted, diagnostics: errors };
    }
    const at = originalOffset(fix.at, edits);
    changes.push({ summary: fix.summary, source: lines.rangeAt(file, at, at) });
    current = replaceRanges(current, fix.replacements);
    // From the end, so that none moves the next one.
    edits.push(...fix.replacements.toSorted((a, b) => b.start - a.start));
  }
}

type Edit = Replacement;

function firstFix(errors: readonly Diagnostic[], text: string) {
  for (const error of errors) {
    const fix = fixFor(error, text);
    if (fix !== undefined) return fix;
    // After a syntax error that stays, the parser may have gone on in the wrong place.
    if (/^NX5[0-4]/.test(error.code)) return undefined;
  }
  return undefined;
}

/** Where an offset stood before the edits. */
function originalOffset(offset: number, edits: readonly Edit[]): number {
  return edits.toReversed().reduce((at, { start, end, text }) => {
    if (at <= start) return at;
    return at >= start + text.length ? at - text.length + (end - start) : start;
  }, offset);
}
