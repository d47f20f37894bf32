// @ts-check
// The modules that got loads and nomadx does not use: together it takes longer than all the rest of a command.
import { fileURLToPath } from "node:url";

/** @param {string} name */
const stub = (name) => fileURLToPath(new URL(`../stubs/${name}`, import.meta.url));

/** Options of esbuild for a bundle with got in it. */
export const lightGot = {
  alias: {
    "http2-wrapper": stub("http2-wrapper.js"),
    "cacheable-request": stub("cacheable-request.js"),
    "cacheable-lookup": stub("cacheable-lookup.js"),
    "form-data-encoder": stub("form-data-encoder.js"),
  },
  // The package that checks got's options makes one while it loads.
  define: { "Intl.ListFormat": "LazyListFormat" },
  inject: [stub("lazy-list-format.js")],
};
