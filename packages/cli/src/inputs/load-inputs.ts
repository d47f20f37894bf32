import path from "node:path";
import { isFailure, type Diagnostic, type Finding } from "@nomadx/core";
import type { KeyPath } from "@nomadx/core/jobspec";
import { inAuthorsWords, place, type Place } from "./locate/place.ts";
import { expandInputs, type InputFile } from "./files/expand-inputs.ts";
import { findDuplicates } from "./find-duplicates.ts";
import type { Input, InputContext, Loading } from "./read/input-context.ts";
import { loadHcl, withBrokenBytes } from "./read/load-hcl.ts";
import { loadJson } from "./read/load-json.ts";
import { loadScripts } from "./read/load-scripts.ts";
import type { LoadedFile, LoadedJob } from "./read/loaded-job.ts";
import { Locator } from "./locate/locate.ts";
import { mayHoldJob } from "./files/may-hold-job.ts";
import { sourceKind, type SourceKind } from "./files/source-kind.ts";
import { Sources } from "./files/sources.ts";
import { scriptVars, unusableValues } from "./script-vars.ts";
import { namesGiven, unknownVars } from "./unknown-vars.ts";
import { uniqueFindings } from "../output/unique-findings.ts";

/** All jobs that the arguments of a command stand for. */
export interface LoadedInputs {
  /** In the order of the arguments; not to be sent anywhere when a diagnostic is an error. */
  readonly jobs: readonly LoadedJob[];
  readonly diagnostics: readonly Diagnostic[];
  /** The text of a file that a diagnostic names. */
  readonly readSource: (file: string) => string | undefined;
  /** Where steps into the API form of a job lead to in its file. */
  readonly place: (job: LoadedJob, keys: KeyPath) => Promise<Place>;
  /** Gives findings about a job, whose `keys` are steps into its API form, the words and places of its file. */
  readonly locate: <Found extends Finding>(
    job: LoadedJob,
    findings: readonly Found[],
  ) => Promise<readonly Found[]>;
}

/**
 * Loads and checks the jobs that `args` stand for: files, directories, patterns, `-`. Files are loaded at the same time;
 * jobs and diagnostics are in the order of `args`. The problems of all files are reported together.
 */
export async function loadInputs(args: readonly string[], context: InputContext): Promise<LoadedInputs> {
  const sources = new Sources(context.cwd);
  const locator = new Locator(sources);
  const { files, diagnostics: unusable } = await expandInputs(args, context.cwd);
  const inputs = (await Promise.all(files.map((file) => identify(file, context, sources)))).filter(
    ({ path: file, kind, isNamed }) => isNamed || mayHoldJob(kind, sources.text(file)),
  );
  const given = await scriptVars(context.values);
  const results = await loadAll(inputs, given.vars, { context, sources, locator });
  const ofScripts = results.filter((_, index) => inputs[index]?.kind === "typescript");
  const jobs = results.flatMap((result) => result.jobs);
  const diagnostics = [
    ...unusable,
    ...uniqueFindings([
      ...given.diagnostics,
      ...unusableValues(given, ofScripts),
      ...results.flatMap((result) => result.diagnostics),
    ]),
    ...(await unknownVars(results, namesGiven(context.values, given), async (name) => {
      const scripts = inputs.filter(({ kind }) => kind === "typescript");
      const { mentionOf } = await import("./mentioned-vars.ts");
      return mentionOf(
        name,
        scripts.map((input) => input.path),
        sources,
      );
    })),
    ...(await findDuplicates(jobs, context, locator)),
  ];
  if (jobs.length === 0 && !diagnostics.some(isFailure)) {
    const summary = args.length === 0 ? "No job file is given" : `There is no job in ${args.join(", ")}`;
    diagnostics.push({ severity: "error", code: "NX102", summary });
  }
  return {
    jobs,
    diagnostics,
    readSource: sources.readShown,
    place: (job, keys) => place(job, keys, locator),
    locate: (job, findings) => inAuthorsWords(findings, job, locator),
  };
}

async function loadAll(
  inputs: readonly Input[],
  vars: Readonly<Record<string, string>>,
  loading: Loading,
): Promise<readonly LoadedFile[]> {
  const scripts = inputs.filter(({ kind }) => kind === "typescript");
  // Job files run together: they share a build, and what they print is kept out of the result.
  const ran = loadScripts(scripts, vars, loading);
  const results = inputs.map(async (input): Promise<LoadedFile | undefined> => {
    switch (input.kind) {
      case "typescript":
        return (await ran)[scripts.indexOf(input)];
      case "json":
        return loadJson(input, loading);
      case "hcl":
        return loadHcl(input, loading);
    }
  });
  return (await Promise.all(results)).flatMap((result) => result ?? []);
}

/** The kind of a file, and its text where it is not on disk. */
export async function identify(file: InputFile, context: InputContext, sources: Sources): Promise<Input> {
  const { kind, isNamed } = file;
  if (kind !== "stdin") return { path: file.path, kind, isNamed };
  const bytes = await context.readStdinBytes();
  const decoded = new TextDecoder().decode(bytes);
  const name = context.stdinFilename ?? "<stdin>";
  const named = path.resolve(context.cwd, name);
  const written = sourceKind(name) ?? sniff(decoded);
  const text = written === "hcl" ? await withBrokenBytes(decoded, bytes) : decoded;
  sources.set(named, text, written);
  return { path: named, kind: written, isNamed, text };
}

/** Returns the kind of a text without a file name: API JSON begins with a brace; TypeScript has to be named. */
function sniff(text: string): SourceKind {
  return /^\s*\{/.test(text) ? "json" : "hcl";
}
