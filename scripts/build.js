// Builds the JavaScript of both packages. The declarations of core are tsc's: `tsc -b`.
import { fileURLToPath } from "node:url";

import { buildCli } from "./build/cli.js";
import { buildCore } from "./build/core.js";

const root = fileURLToPath(new URL("..", import.meta.url));
await Promise.all([buildCore(root), buildCli(root)]);
