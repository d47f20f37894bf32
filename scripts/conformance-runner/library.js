// @ts-check
// The public library, as a user's package gets it: through the exports map, built.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(new URL("../../packages/cli/package.json", import.meta.url));

/**
 * @param {string} subpath "" or such as "/nomad"
 * @returns {Promise<any>}
 */
export function library(subpath) {
  return import(pathToFileURL(require.resolve(`@nomadx/core${subpath}`)).href);
}
