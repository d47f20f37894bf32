// @ts-check
// oracle-glob.json: patterns with texts that they match and reject, or a compile error. A case is a pair of both.
import { library } from "../library.js";
import { readCases } from "../read-cases.js";

const { compileGlob } = await library("/fabio");

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/fabio\/oracle-glob\.json$/,
  async *cases(file) {
    for (const { pattern, error, matches, rejects } of await readCases(file)) {
      const glob = compileGlob(pattern);
      const outcome = (/** @type {string} */ text) =>
        glob.kind === "error" ? glob.error : glob.match(text) ? "a match" : "no match";
      if (error) {
        yield { id: pattern, check: () => (glob.kind === "error" ? undefined : "compiles") };
        continue;
      }
      for (const [texts, expected] of [
        [matches, "a match"],
        [rejects, "no match"],
      ]) {
        for (const text of texts) {
          yield {
            id: `${pattern} ${JSON.stringify(text)}`,
            check: () => (outcome(text) === expected ? undefined : `${outcome(text)}, not ${expected}`),
          };
        }
      }
    }
  },
};
