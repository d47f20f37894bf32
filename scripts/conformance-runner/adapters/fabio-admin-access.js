// @ts-check
// fabio/admin-access.json: a request to the admin API -> the status of the answer.
import { readFile } from "node:fs/promises";

import { library } from "../library.js";

const { adminAnswer } = await library("/fabio");

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/fabio\/admin-access\.json$/,
  async *cases(file) {
    const { cases } = JSON.parse(await readFile(file, "utf8"));
    for (const [index, { uiAccess: access, uiPath: basePath, method, path, status }] of cases.entries()) {
      yield {
        id: `${index} ${access} ${method} ${path}`,
        check() {
          const answer = adminAnswer({ method, path }, { access, basePath });
          return answer.status === status ? undefined : `${answer.status}, not ${status}`;
        },
      };
    }
  },
};
