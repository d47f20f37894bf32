// @ts-check
// fabio/config-kvslice.json: a list of options -> its entries.
import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";

import { library } from "../library.js";

const { parseKvList } = await library("/fabio");

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/fabio\/config-kvslice\.json$/,
  async *cases(file) {
    const { cases } = JSON.parse(await readFile(file, "utf8"));
    for (const [index, { desc, in: text, out, error }] of cases.entries()) {
      yield {
        id: `${index} ${desc}`,
        check() {
          const read = parseKvList(text);
          const ours =
            "error" in read ? { error: read.error } : { out: read.entries.map(Object.fromEntries) };
          const theirs = error === null ? { out: out ?? [] } : { error };
          return isDeepStrictEqual(ours, theirs)
            ? undefined
            : `${JSON.stringify(ours)}, not ${JSON.stringify(theirs)}`;
        },
      };
    }
  },
};
