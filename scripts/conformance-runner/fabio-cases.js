// @ts-check
// The common part of the adapters for Fabio's files: a file is one JSON object, its `cases` are checked one by one.
import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";

/**
 * @param {RegExp} files
 * @param {(item: any) => string | undefined} check
 * @returns {import("./run.js").Adapter}
 */
export function fabioAdapter(files, check) {
  return {
    files,
    async *cases(file) {
      const { cases } = JSON.parse(await readFile(file, "utf8"));
      for (const [index, item] of cases.entries()) {
        yield {
          id: [index, item.desc].filter((part) => part !== undefined).join(" "),
          check: () => check(item),
        };
      }
    },
  };
}

/**
 * @param {string} what
 * @param {unknown} actual
 * @param {unknown} expected
 */
export function difference(what, actual, expected) {
  return isDeepStrictEqual(actual, expected)
    ? undefined
    : `${what}: ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`;
}

/**
 * Fabio's own message where it rejects a table, `undefined` where it does not.
 * @param {readonly { effect: string, message: string }[]} problems
 */
export function rejection(problems) {
  return problems.find(({ effect }) => effect === "rejected" || effect === "crash")?.message;
}
