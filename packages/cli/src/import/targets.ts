import { existsSync, statSync } from "node:fs";
import path from "node:path";

import { NomadxError } from "@nomadx/core";

import { displayPath } from "../inputs/files/display-path.ts";
import { sourceKind } from "../inputs/files/source-kind.ts";

/** A file in TypeScript that is to be written; without a path, the text goes to stdout. */
export interface Target {
  /** The absolute path that it is loaded as. */
  readonly path: string;
  readonly isWritten: boolean;
}

/** How the user says where files go. */
export interface TargetFlags {
  readonly out: string | undefined;
  readonly force: boolean;
}

/**
 * Where the files go: beside their sources, into the folder or file that `--out` names, or to stdout (`-`, and where the
 * source is no file).
 * @throws {NomadxError} `usage` for files that are there already, for several that would be one, and for a file of another kind
 */
export function targetsOf(
  sources: readonly { readonly path: string; readonly isFile: boolean }[],
  { out, force }: TargetFlags,
  cwd: string,
): readonly Target[] {
  const targets = sources.map((source): Target => {
    const name = scriptName(path.basename(source.path));
    if (out === "-") return { path: path.join(cwd, name), isWritten: false };
    if (out === undefined) {
      return source.isFile
        ? { path: path.join(path.dirname(source.path), name), isWritten: true }
        : { path: path.join(cwd, name), isWritten: false };
    }
    const named = path.resolve(cwd, out);
    const isFolder =
      sources.length > 1 || /[/\\]$/.test(out) || (existsSync(named) && statSync(named).isDirectory());
    if (!isFolder && sourceKind(named) !== "typescript") {
      throw new NomadxError("usage", `--out ${out} is neither a folder nor a file in TypeScript`, {
        help: `Write ${out}.ts for a file, ${out}/ for a new folder, or - for stdout.`,
      });
    }
    return { path: isFolder ? path.join(named, name) : named, isWritten: true };
  });
  const written = targets.filter(({ isWritten }) => isWritten).map((target) => target.path);
  const twice = written.find((file, index) => written.indexOf(file) !== index);
  if (twice !== undefined)
    throw new NomadxError("usage", `Two jobs would be written to ${displayPath(twice, cwd)}`);
  const there = force ? undefined : written.find((file) => existsSync(file));
  if (there !== undefined) {
    throw new NomadxError("usage", `${displayPath(there, cwd)} is there already`, {
      help: "--force replaces it; --out says where else to write.",
    });
  }
  return targets;
}

/** The name of a job file in TypeScript for a file of another kind: `web.nomad.hcl` is `web.ts`. */
function scriptName(name: string): string {
  const base = name.replace(/(?:\.nomad)?\.(?:hcl|json|nomad)$/i, "").replace(/[^\w.-]+/g, "_");
  return `${base === "" || /^[._-]+$/.test(base) ? "job" : base}.ts`;
}
