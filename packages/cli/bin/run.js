#!/usr/bin/env node
// Plain JavaScript, and as little of it as can be: what stands here is paid for by every command.
import { readFileSync } from "node:fs";
import module from "node:module";

if (process.argv[2] === "--version" && process.argv.length === 3) {
  const { name, version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  process.stdout.write(`${name}/${version} ${process.platform}-${process.arch} node-${process.version}\n`);
} else {
  // Node 22 and later keep the compiled code of the modules loaded from here on.
  module.enableCompileCache?.();
  const { main } = await import("../dist/main.js");
  await main(process.argv.slice(2));
}
