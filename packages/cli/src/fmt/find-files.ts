import { readdirSync, statSync, type Dirent } from "node:fs";
import path from "node:path";

import type { Diagnostic } from "@nomadx/core";

import { missing, unreadable, whatIs } from "../inputs/files/what-is.ts";

/** The files that arguments stand for, by the names that they go by, and what stands for none. */
export interface FoundFiles {
  readonly files: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

const extensions: readonly string[] = [".nomad", ".hcl"];

/**
 * The files that `nomadx fmt` is about, in the order of `args`: those that are named, and those in folders, in the order of
 * their bytes; in folders below only with `recursive`, and never behind a link to a folder. A folder may hold other files, too.
 * @see hashicorp/nomad command/fmt.go processDir (2.0.5)
 */
export function findFiles(
  args: readonly string[],
  { cwd, recursive }: { readonly cwd: string; readonly recursive: boolean },
): FoundFiles {
  const files = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const addFolder = (folder: string): void => {
    const absolute = path.resolve(cwd, folder);
    const readable = whatIs(absolute);
    if (typeof readable === "object") diagnostics.push(unreadable(folder, readable.reason));
    if (readable !== "directory") return;
    for (const entry of readdirSync(absolute, { withFileTypes: true }).toSorted(byBytesOfNames)) {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (recursive) addFolder(file);
      } else if (isFormatted(file) && mayBeFile(path.resolve(cwd, file))) files.add(file);
    }
  };
  for (const arg of args) {
    const absolute = path.resolve(cwd, arg);
    const found = whatIs(absolute);
    if (found === "missing") diagnostics.push(missing(arg, absolute));
    else if (found === "directory") addFolder(arg);
    else if (found !== "file") diagnostics.push(unreadable(arg, found.reason));
    else if (isFormatted(arg)) files.add(arg);
    else diagnostics.push(otherFile(arg));
  }
  return { files: [...files], diagnostics };
}

/** As for Nomad, a file that is called `.hcl` and nothing else is one. */
function isFormatted(file: string): boolean {
  return extensions.some((extension) => file.endsWith(extension));
}

/** Of a link, what it leads to counts; one that leads nowhere is told of when it is read. */
function mayBeFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? true;
}

function byBytesOfNames(a: Dirent, b: Dirent): number {
  return Buffer.compare(Buffer.from(a.name), Buffer.from(b.name));
}

function otherFile(arg: string): Diagnostic {
  return {
    severity: "error",
    code: "NX103",
    summary: `${JSON.stringify(arg)} is not a file of HCL`,
    help: `Only files that end in ${extensions.join(" or ")} are formatted; - formats standard input.`,
  };
}
