import { readFileSync } from "node:fs";
import path from "node:path";

import { root } from "./run-command.js";

/** The specifiers by which modules of core can be imported: `@nomadx/core`, `@nomadx/core/fabio`. */
export function subpathsOfCore() {
  const manifest = JSON.parse(readFileSync(path.join(root, "packages/core/package.json"), "utf8"));
  return Object.keys(manifest.exports)
    .filter((subpath) => subpath !== "./package.json")
    .map((subpath) => path.posix.join(manifest.name, subpath));
}
