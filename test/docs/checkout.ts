import { cpSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

import { root } from "./pages.ts";

/**
 * A copy of what a reader has in a checkout, in a new temporary folder: the jobs are copied, since pages change them;
 * programs and packages are links.
 */
export function makeCheckout(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "nomadx-docs-")));
  cpSync(join(root, "jobs"), join(folder, "jobs"), {
    recursive: true,
    filter: (source) => basename(source) !== "node_modules",
  });
  cpSync(join(root, "tsconfig.base.json"), join(folder, "tsconfig.base.json"));
  link("packages/core", folder, "jobs/node_modules/@nomadx/core");
  link("scripts", folder, "scripts");
  for (const name of [".bin", "@types", "typescript"]) link(`node_modules/${name}`, folder);
  writeFile(
    folder,
    "bin/nomadx",
    `#!/bin/sh\nexec "${process.execPath}" "${join(root, "packages/cli/bin/run.js")}" "$@"\n`,
    0o755,
  );
  return folder;
}

/** Writes a file, and makes the folders that it is in. */
export function writeFile(folder: string, name: string, text: string, mode = 0o644): void {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { mode });
}

function link(source: string, folder: string, target = source): void {
  mkdirSync(dirname(join(folder, target)), { recursive: true });
  symlinkSync(join(root, source), join(folder, target));
}
