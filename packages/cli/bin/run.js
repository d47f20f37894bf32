#!/usr/bin/env node
// Plain JavaScript, and as little of it as can be: every command pays for what stands here. An import of a module of
// Node's would load what few commands need, such as streams.
if (process.argv[2] === "--version" && process.argv.length === 3) {
  const { readFileSync, writeSync } = process.getBuiltinModule("node:fs");
  const { name, version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  try {
    writeSync(1, `${name}/${version} ${process.platform}-${process.arch} node-${process.version}\n`);
  } catch (error) {
    // A reader that has gone away wants no more.
    if (error.code !== "EPIPE") {
      writeSync(2, `error: standard output cannot be written: ${error.message}\n`);
      process.exitCode = 1;
    }
  }
} else {
  // In a checkout, the stacks that --debug shows are to name the sources, not the bundle.
  if (process.argv.includes("--debug")) process.setSourceMapsEnabled(true);
  // Node 22 and later keep the compiled code of the modules loaded from here on.
  process.getBuiltinModule("node:module").enableCompileCache?.();
  const { main } = await import("../dist/main.js");
  await main(process.argv.slice(2));
}
