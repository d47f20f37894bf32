import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { expect, test } from "vitest";

const dist = new URL("../dist/", import.meta.url);

/** The modules that loading one brings with it: files of the build, packages, modules of Node's. */
function loadedWith(url: URL, loaded = new Map<string, string>()): ReadonlyMap<string, string> {
  const source = readFileSync(fileURLToPath(url), "utf8");
  loaded.set(url.href, source);
  for (const [, specifier = ""] of source.matchAll(/\b(?:import|from)"([^"]+)"/g)) {
    const module = specifier.startsWith(".") ? new URL(specifier, url) : undefined;
    if (module === undefined) loaded.set(specifier, "");
    else if (!loaded.has(module.href)) loadedWith(module, loaded);
  }
  return loaded;
}

// Each ceiling is a tenth above what the command has: raise it for what every call of the command needs, and nothing else.
test.each([
  ["main", 1_500],
  ["commands/explain", 70_000],
  ["commands/render", 225_000],
  ["commands/plan", 270_000],
])("%s loads no package at its start, and few bytes", (name, ceiling) => {
  const loaded = loadedWith(new URL(`${name}.js`, dist));
  expect([...loaded.keys()].filter((module) => !/^(?:node|file):/.test(module))).toEqual([]);
  expect([...loaded.values()].join("").length).toBeLessThan(ceiling);
});
