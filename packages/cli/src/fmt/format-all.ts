import path from "node:path";

import { NomadxError, type Diagnostic } from "@nomadx/core";

import type { UpgradeChange } from "@nomadx/core/jobspec/hcl";

import type { Context } from "../command/context.ts";
import type { CommandFinding } from "../output/command-findings.ts";
import { replaceFile } from "../output/replace-file.ts";
import { findFiles } from "./find-files.ts";
import { formatBytes, formatFile, type FormattedFile } from "./format-file.ts";
import { paintDiff, unifiedDiff } from "./unified-diff.ts";
import { oneLine } from "../terminal/clean-text.ts";

/** A file, and the result for it. */
export interface FormattedJson {
  readonly file: string;
  /** `unformatted`: it would change, and was not written; `invalid`: it has syntax errors or cannot be read. */
  readonly result: "unchanged" | "formatted" | "unformatted" | "invalid";
  /** The canonical form, where it is printed. */
  readonly text?: string;
  /** The change as a unified diff, where that is printed. */
  readonly diff?: string;
  /** The parts of HCL 1 that were written anew, at their places in the text before. */
  readonly changes?: readonly UpgradeChange[];
}

/** The flags that say how files that change are treated. */
export interface FormatFlags {
  readonly check: boolean;
  readonly list: boolean;
  readonly write: boolean;
  readonly recursive: boolean;
  readonly diff: boolean;
  readonly upgrade: boolean;
}

const stdin = "<stdin>";

/**
 * Formats files, each by itself: one that cannot be formatted keeps no other from it. What is printed is what `nomad fmt`
 * prints, and the diffs that it does not know.
 * @throws {NomadxError} `usage` where a file cannot be written
 * @see hashicorp/nomad command/fmt.go Run, processFile (2.0.5)
 */
export async function formatAll(
  args: readonly string[],
  flags: FormatFlags,
  context: Pick<Context, "terminal" | "report" | "cwd" | "readStdinBytes">,
): Promise<{ readonly formatted: readonly FormattedJson[]; readonly diagnostics: readonly Diagnostic[] }> {
  const { terminal, report, cwd } = context;
  const isStdin = args[0] === "-";
  const { files, diagnostics: unusable } = isStdin
    ? { files: [stdin], diagnostics: [] }
    : findFiles(args, { cwd, recursive: flags.recursive });
  report.covers(files);
  const writes = flags.write && !flags.check && !isStdin;
  const prints = !flags.diff && (isStdin || !(flags.list || writes));
  const diagnostics: Diagnostic[] = [...unusable];
  const formatted: FormattedJson[] = [];
  const unwritten: unknown[] = [];
  const old = flags.upgrade ? "upgrade" : "refuse";
  const texts = new Map<string, string>();
  report.quotesFrom((file) => texts.get(file));
  for (const file of files) {
    const one = isStdin
      ? await formatBytes(file, await context.readStdinBytes(), old)
      : await formatFile(file, path.resolve(cwd, file), old);
    texts.set(file, one.before);
    diagnostics.push(...one.diagnostics);
    const { before, after, changes } = one;
    for (const { summary, source } of changes) {
      const { line, column } = source.start;
      terminal.note(`${file}:${line}:${column}: ${summary}`);
    }
    const result = resultOf(one, writes);
    const shown: { text?: string; diff?: string } = {};
    if (after !== undefined && after !== before) {
      if (flags.check) report.add([unformatted(file)]);
      if (writes) await replaceFile(path.resolve(cwd, file), after).catch((error) => unwritten.push(error));
      if (flags.diff) shown.diff = await unifiedDiff({ file, before, after });
      else if (flags.list && !isStdin) terminal.print(oneLine(file));
    }
    if (after !== undefined && prints) shown.text = after;
    if (shown.diff !== undefined) terminal.print(paintDiff(shown.diff, terminal.out));
    if (shown.text !== undefined) terminal.printExactly(shown.text);
    formatted.push({ file, result, ...shown, ...(changes.length > 0 && { changes }) });
  }
  if (unwritten.length > 0) throw cannotWrite(unwritten);
  return { formatted, diagnostics };
}

function resultOf({ before, after }: FormattedFile, writes: boolean): FormattedJson["result"] {
  if (after === undefined) return "invalid";
  if (after === before) return "unchanged";
  return writes ? "formatted" : "unformatted";
}

function cannotWrite(causes: readonly unknown[]): NomadxError {
  const reasons = causes.map((cause) => (cause instanceof Error ? cause.message : String(cause)));
  return new NomadxError("usage", `Cannot write: ${reasons.join("; ")}`, { cause: causes[0] });
}

/** In formats for CI, a file that would change is a finding. */
function unformatted(file: string) {
  return {
    severity: "error",
    code: "unformatted" satisfies CommandFinding,
    summary: `${file} is not in canonical form`,
    subject: file,
    help: "nomadx fmt writes it so.",
  } as const;
}
