// @ts-check
// nomad/parsed/X.json and nomad/canonical/X.json: what Nomad's API package makes of a parsed job.
import { readFile } from "node:fs/promises";
import path from "node:path";

import { differing } from "../differing.js";
import { library } from "../library.js";

const { parseJson } = await library("");
const { canonicalize, readApiJob } = await library("/jobspec");

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/nomad\/canonical\/.*\.json$/,
  together: "nomad/canonical",
  async *cases(file) {
    const name = path.basename(file);
    const parsed = path.join(path.dirname(file), "../parsed", name);
    yield {
      id: name,
      async check() {
        const { job } = readApiJob(parseJson(await readFile(parsed, "utf8")));
        return differing(canonicalize(job), parseJson(await readFile(file, "utf8")));
      },
    };
  },
};
