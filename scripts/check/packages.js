import path from "node:path";

import { root, runCommand } from "./run-command.js";

/** Whether both packages, as they would be published, can be imported and give their types. */
export async function checkPackages() {
  const core = path.join(root, "packages/core");
  const cli = path.join(root, "packages/cli");
  return Promise.all([
    complaintsOf("publint core", ["publint", "--pack", "npm", "--strict", core]),
    complaintsOf("publint cli", ["publint", "--pack", "npm", "--strict", cli]),
    // The CLI has no exports to resolve.
    complaintsOf("attw core", ["attw", "--profile", "esm-only", "--pack", core]),
  ]);
}

async function complaintsOf(name, command) {
  const { code, output } = await runCommand(command);
  return { name, complaints: code === 0 ? [] : [output] };
}
