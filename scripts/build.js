// Builds the JavaScript of both packages. The declarations of core are tsc's: `tsc -b`.
import { fileURLToPath } from "node:url";

import { buildCli } from "./build/cli.js";
import { buildCore } from "./build/core.js";

const root = fileURLToPath(new URL("..", import.meta.url));
try {
  await Promise.all([buildCore(root), buildCli(root)]);
} catch (error) {
  // esbuild has said already what is wrong, and where.
  if (!Array.isArray(error.errors)) throw error;
  process.exitCode = 1;
}
