import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { HclSource } from "../../hcl/source.ts";
import type { TextRange } from "../../hcl/syntax/text-range.ts";
import type { Expression } from "../../hcl/syntax/expression.ts";
import { readingCodes } from "../../diagnostics/reading-codes.ts";
import { referencesIn } from "../../jobspec/hcl/read/references.ts";
import type { OpenJobFile } from "../../jobspec/hcl/read/job-file.ts";
import type { Remarks } from "../syntax/script.ts";
import type { PlacedComments } from "./comments.ts";
import { NameGiver } from "./names.ts";

/** A type that the uses of a variable ask for, and HCL has no word for: a duration, or one of some texts. */
export type NarrowType = "duration" | readonly string[];

/** The state of a translation: the file, the names that were given, the findings. */
export class ImportState {
  readonly file: OpenJobFile;
  readonly names = new NameGiver();
  /** The constants of the locals that are used, by the names of the locals. */
  readonly localNames = new Map<string, string>();
  /** Locals that are gone through: their keys stand in order, as HCL goes through them. */
  readonly inKeyOrder = new Set<string>();
  /** Types of the constants of locals that must not be narrowed to the value that they have. */
  readonly widened = new Map<string, string>();
  /** Types that uses of variables ask for. */
  readonly narrowed = new Map<string, NarrowType>();
  /** Problems with expressions that have no equal in TypeScript, and no value that is known. */
  readonly problems: Diagnostic[] = [];
  /** Warnings of what is written otherwise than in the file, though it comes to the same. */
  readonly notes: Diagnostic[] = [];
  #open: string[] = [];
  readonly #comments: ReadonlyMap<number, PlacedComments>;
  readonly #blocks: readonly TextRange[];

  /** @param blocks the blocks of the file itself, from their types to their closing braces. */
  constructor(
    file: OpenJobFile,
    comments: ReadonlyMap<number, PlacedComments>,
    blocks: readonly TextRange[],
  ) {
    this.file = file;
    this.#comments = comments;
    this.#blocks = blocks;
  }

  get source(): HclSource {
    return this.file.source;
  }

  /** The name of the constant for a local. */
  localName(local: string): string {
    const known = this.localNames.get(local) ?? this.names.give(local);
    this.localNames.set(local, known);
    return known;
  }

  /** Whether the value of a local depends on a variable. */
  dependsOnVariables(local: string): boolean {
    const found = this.file.locals.find(({ name }) => name === local);
    const references = found === undefined ? [] : referencesIn(found.expression);
    return references.some(({ name, steps: [step] }) => {
      if (name === "var") return true;
      return name === "local" && step?.kind === "attribute-step" && this.dependsOnVariables(step.name);
    });
  }

  /** All comments in a declaration, in their order. */
  linesWithin({ start, end: headerEnd }: TextRange): readonly string[] {
    const end = this.#blocks.find((block) => block.start === start)?.end ?? headerEnd;
    const found = [...this.#comments].filter(([at]) => at > start && at < end).toSorted(([a], [b]) => a - b);
    return found.flatMap(([, { above, behind, below, inside }]) => [
      ...above,
      ...(behind === undefined ? [] : [behind]),
      ...below,
      ...inside,
    ]);
  }

  /** The comments at the part that begins at an offset. */
  remarks(start: number, ...more: readonly string[]): Remarks {
    const found = this.#comments.get(start);
    const above = [...(found?.above ?? []), ...more];
    return {
      ...(above.length > 0 && { above }),
      ...(found?.behind !== undefined && { behind: found.behind }),
    };
  }

  /** The comments after the last of some parts, which begin at these offsets, or in their owner where there are none. */
  below(starts: readonly number[], owner: number): readonly string[] {
    const lines = starts.flatMap((start) => this.#comments.get(start)?.below ?? []);
    return starts.length === 0 ? [...lines, ...(this.#comments.get(owner)?.inside ?? [])] : lines;
  }

  /** Notes for whoever reads the file, at the part that is being translated, for which values it differs from HCL. */
  remark(line: string): void {
    if (!this.#open.includes(line)) this.#open.push(line);
  }

  /** The result of a translation, and the remarks that were made in it. */
  withRemarks<Result>(make: () => Result): readonly [Result, readonly string[]] {
    const outer = this.#open;
    const own: string[] = [];
    this.#open = own;
    const result = make();
    this.#open = outer;
    return [result, own];
  }

  /** Notes that something cannot be said in TypeScript. */
  refuse(subject: TextRange, detail: string): undefined {
    const source = this.source.rangeOf(subject);
    this.problems.push({ severity: "error", code: "NX213", summary: readingCodes.NX213, detail, source });
    return undefined;
  }

  /** Notes that a value was written for an expression. */
  evaluated(expression: Expression): string {
    const written = this.textOf(expression);
    const source = this.source.rangeOf(expression);
    this.notes.push({
      severity: "warning",
      code: "NX214",
      summary: readingCodes.NX214,
      detail: `Its value is written for ${written}, as it is now.`,
      source,
    });
    return `from ${written}`;
  }

  /** An expression as it is written, on one line and not too long. */
  textOf({ start, end }: TextRange): string {
    const text = this.source.text.slice(start, end).replace(/\s+/g, " ");
    return text.length > 80 ? `${text.slice(0, 77)}...` : text;
  }
}
