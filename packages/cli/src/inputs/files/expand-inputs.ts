import { realpathSync } from "node:fs";
import path from "node:path";
import type { Diagnostic } from "@nomadx/core";
import { displayPath } from "./display-path.ts";
import { missing, unreadable, whatIs } from "./what-is.ts";
import {
  jobFileEndings,
  jobFileExtensions,
  scriptExtensions,
  sourceKind,
  type SourceKind,
} from "./source-kind.ts";

/** A file that an argument stands for. */
export interface InputFile {
  /** Absolute path; `-` for standard input. */
  readonly path: string;
  readonly kind: SourceKind | "stdin";
  /** Whether the user named this very file, as opposed to a directory or a pattern that it was found by. */
  readonly isNamed: boolean;
}

export interface ExpandedInputs {
  readonly files: readonly InputFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The job files that `args` stand for, in the order of `args`, each once: files, the files of directories and of those
 * below them (in alphabetical order, without tests and type declarations), patterns such as `jobs/**\/*.ts`, and `-` for
 * standard input. All that does not stand for a file is reported. A file that was found may be of another kind than a job.
 */
export async function expandInputs(args: readonly string[], cwd: string): Promise<ExpandedInputs> {
  const files = new Map<string, InputFile>();
  const diagnostics: Diagnostic[] = [];
  const add = (file: string, isNamed: boolean): void => {
    const kind = sourceKind(file);
    if (kind === undefined) diagnostics.push(unsupported(displayPath(file, cwd)));
    else {
      // Two names of one file would be the same job twice.
      const real = realpathSync(file);
      const known = files.get(real);
      files.set(
        real,
        known === undefined ? { path: file, kind, isNamed } : { ...known, isNamed: known.isNamed || isNamed },
      );
    }
  };
  for (const arg of args) {
    const file = path.resolve(cwd, arg);
    const found = arg === "-" ? "stdin" : whatIs(file);
    switch (found) {
      case "stdin":
        files.set("-", { path: "-", kind: "stdin", isNamed: true });
        break;
      case "file":
        add(file, true);
        break;
      case "directory": {
        const within = await glob(DIRECTORY_PATTERN, file, IGNORED_IN_DIRECTORIES);
        if (within.length === 0) diagnostics.push(noMatch(`No job file in ${JSON.stringify(arg)}`));
        for (const each of within) add(each, false);
        break;
      }
      case "missing": {
        const matches = isPattern(arg) ? await glob(toPosix(arg), cwd, IGNORED) : undefined;
        if (matches === undefined) diagnostics.push(missing(arg, file));
        else if (matches.length === 0) diagnostics.push(noMatch(`No file matches ${JSON.stringify(arg)}`));
        for (const each of matches ?? []) add(each, false);
        break;
      }
      default:
        diagnostics.push(unreadable(arg, found.reason));
    }
  }
  return { files: [...files.values()], diagnostics };
}

const DIRECTORY_PATTERN = `**/*.{${jobFileExtensions.join(",")}}`;

const SCRIPTS = `{${scriptExtensions.join(",")}}`;

/** Files that lie beside job files and are none. Dot files and dot directories are left out by the glob itself. */
const IGNORED: readonly string[] = [
  "**/node_modules/**",
  "**/*.d.{ts,mts}",
  `**/*.{test,spec}.${SCRIPTS}`,
  "**/*.test-d.ts",
  `**/*.config.${SCRIPTS}`,
  "**/{package,package-lock,jsconfig,deno}.json",
  "**/tsconfig{,.*}.json",
];

/** Folders of what is built from job files are not looked into; a pattern or a path may still name it. */
const IGNORED_IN_DIRECTORIES: readonly string[] = [...IGNORED, "**/dist/**"];

async function glob(pattern: string, cwd: string, ignored: readonly string[]): Promise<readonly string[]> {
  const { glob: find } = await import("tinyglobby");
  const found = await find([pattern], {
    cwd,
    absolute: true,
    onlyFiles: true,
    expandDirectories: false,
    ignore: [...ignored],
  });
  return withoutDetours(found.map((file) => path.normalize(file))).toSorted(byCodeUnits);
}

/** Each file by its shortest path: a link to a folder may lead back to where it stands. */
function withoutDetours(found: readonly string[]): readonly string[] {
  const files = new Map<string, string>();
  for (const file of found) {
    const real = realpathSync(file);
    const known = files.get(real);
    if (known === undefined || file.length < known.length) files.set(real, file);
  }
  return [...files.values()];
}

/** The same order on every machine, whatever its locale. */
function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isPattern(arg: string): boolean {
  return /[*?[\]{}]|[!@+]\(/.test(arg);
}

function toPosix(arg: string): string {
  return path.sep === "/" ? arg : arg.replaceAll(path.sep, "/");
}

function noMatch(summary: string): Diagnostic {
  return {
    severity: "error",
    code: "NX102",
    summary,
    help: `Job files end in ${jobFileEndings}.`,
  };
}

function unsupported(shown: string): Diagnostic {
  return {
    severity: "error",
    code: "NX103",
    summary: `${JSON.stringify(shown)} is not a type of file that holds a job`,
    help: `Job files end in ${jobFileEndings}.`,
  };
}
