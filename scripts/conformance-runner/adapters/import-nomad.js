// @ts-check
// nomad/hcl/X and nomad/parsed/X.json: the job of the TypeScript that a job file is imported into.
import { readFile } from "node:fs/promises";
import path from "node:path";

import { importedDifference } from "../imported-job.js";
import { library } from "../library.js";

const { parseJson } = await library("");

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/nomad\/parsed\/.*\.json$/,
  together: "nomad/parsed",
  aspect: "imported",
  async *cases(file) {
    const name = path.basename(file, ".json");
    yield {
      id: name,
      async check() {
        const text = await readFile(path.join(path.dirname(file), "../hcl", name), "utf8");
        return importedDifference({ text }, parseJson(await readFile(file, "utf8")));
      },
    };
  },
};
