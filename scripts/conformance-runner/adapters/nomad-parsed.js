// @ts-check
// nomad/hcl/X and nomad/parsed/X.json: what Nomad's parser makes of a job file.
import { readFile } from "node:fs/promises";
import path from "node:path";

import { jobDifference, readJob } from "../hcl-job.js";
import { library } from "../library.js";

const { parseJson } = await library("");

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/nomad\/parsed\/.*\.json$/,
  together: "nomad/parsed",
  async *cases(file) {
    const name = path.basename(file, ".json");
    yield {
      id: name,
      async check() {
        const text = await readFile(path.join(path.dirname(file), "../hcl", name), "utf8");
        return jobDifference(await readJob({ text }), parseJson(await readFile(file, "utf8")));
      },
    };
  },
};
