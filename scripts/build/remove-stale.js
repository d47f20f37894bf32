import { readdir, rm } from "node:fs/promises";
import path from "node:path";

/**
 * Removes what an earlier build left, after the new files are there: a program that runs meanwhile keeps working.
 * @param {string} base the folder to which `outputs` are relative
 * @param {string} folder where to look, relative to `base`
 * @param {readonly string[]} outputs what the build wrote
 * @param {(file: string) => boolean} isOurs which files the build may have written, by their paths in `folder`
 */
export async function removeStale(base, folder, outputs, isOurs) {
  const kept = new Set(outputs.map((file) => path.join(base, file)));
  const entries = await readdir(path.join(base, folder), { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const file = path.join(entry.parentPath, entry.name);
    const isStale = !kept.has(file) && isOurs(path.relative(path.join(base, folder), file));
    if (entry.isFile() && isStale) await rm(file, { force: true });
  }
}
