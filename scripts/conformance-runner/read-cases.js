// @ts-check
import { readFile } from "node:fs/promises";

/**
 * The cases of a file that is one object: `{ "cases": [...] }`.
 * @param {string} file
 * @returns {Promise<any[]>}
 */
export async function readCases(file) {
  return JSON.parse(await readFile(file, "utf8")).cases;
}

/**
 * `undefined` where both are the same, else a few words.
 * @param {unknown} ours
 * @param {unknown} theirs
 */
export function difference(ours, theirs) {
  const [a, b] = [JSON.stringify(ours), JSON.stringify(theirs)];
  return a === b ? undefined : `${a}, not ${b}`;
}
