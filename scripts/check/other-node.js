import { existsSync } from "node:fs";
import path from "node:path";

import { root, runCommand } from "./run-command.js";

const version = "24.21.0";

/**
 * The Node of the second test lane: the path of its program, or why there is none. It comes as a package of the
 * registry that carries nothing but the program.
 * @returns {Promise<{ node?: string, reason: string }>}
 */
export async function otherNode() {
  if (process.versions.node.startsWith("24.")) return { reason: "This is Node 24 already" };
  const folder = path.join(root, `.cache/node-${version}`);
  const name = `node-${process.platform}-${process.arch}`;
  const node = path.join(folder, "node_modules", name, "bin/node");
  if (!existsSync(node)) {
    const install = ["npm", "install", "--prefix", folder, "--no-audit", "--no-fund", "--no-package-lock"];
    const { code, output } = await runCommand([...install, `${name}@${version}`]);
    if (code !== 0) return { reason: `Node ${version} cannot be had:\n${output}` };
  }
  return { node, reason: "" };
}
