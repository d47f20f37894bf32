// @ts-check
// How fast HCL is read, in this process: parsed, evaluated and decoded into a job, beside two packages that parse it only.
//
//   node scripts/build.js && node scripts/bench/hcl.js [--hcl2json]
//
// --hcl2json fetches @cdktf/hcl2json from npm into a temporary folder. Compare within one run alone.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), "nomadx-bench-"));
const fromCli = createRequire(path.join(root, "packages/cli/package.json"));
const { readHcl } = await import(pathToFileURL(fromCli.resolve("@nomadx/core/jobspec/hcl")).href);
const { parseHcl } = await import(pathToFileURL(fromCli.resolve("@nomadx/core/hcl")).href);
const program = path.join(root, "packages/cli/bin/run.js");

const httpbackend = execFileSync(process.execPath, [program, "render", "jobs/httpbackend.ts"], {
  cwd: root,
  encoding: "utf8",
});

/** @param {number} groups */
function jobOf(groups) {
  const [, group = ""] = /\n( {2}group [^]*)\n\}/.exec(httpbackend) ?? [];
  const rows = Array.from({ length: groups }, (_, index) =>
    group.replaceAll('"httpbackend"', `"backend-${index}"`),
  );
  return `job "many" {\n${rows.join("\n\n")}\n}\n`;
}

/**
 * The median of a function's time, in milliseconds.
 * @param {() => unknown} run @param {number} [times]
 */
async function median(run, times = 15) {
  const all = [];
  for (let index = 0; index < times; index++) {
    const begun = performance.now();
    await run();
    all.push(performance.now() - begun);
  }
  return all.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? 0;
}

const read = (/** @type {string} */ text) => readHcl({ file: "bench.nomad", text });
const perGroup = jobOf(2).split("\n").length - jobOf(1).split("\n").length;
const many = jobOf(Math.ceil(5_000 / perGroup));

/** @type {[string, (text: string) => unknown][]} */
const others = [];
const referee = createRequire(path.join(root, "package.json"))("hcl2-parser");
others.push(["hcl2-parser", (text) => referee.parseToObject(text)]);
if (process.argv.includes("--hcl2json")) {
  writeFileSync(path.join(folder, "package.json"), "{}");
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "@cdktf/hcl2json@0.21.0"], {
    cwd: folder,
    stdio: "ignore",
  });
  const hcl2json = createRequire(path.join(folder, "package.json"))("@cdktf/hcl2json");
  others.push(["@cdktf/hcl2json", (text) => hcl2json.parse("bench.tf", text)]);
}

for (const [name, text] of [
  ["httpbackend", httpbackend],
  [`${many.split("\n").length} lines`, many],
]) {
  const problems = read(text ?? "").diagnostics;
  if (problems.length > 0) throw new Error(`${name} is not valid: ${problems[0].summary}`);
  await median(() => read(text ?? ""), 30); // Until the code is compiled.
  const own = await median(() => read(text ?? ""));
  console.log(`${name}: parsed, evaluated and decoded in ${own.toFixed(3)} ms`);
  for (const [other, parse] of others) {
    const theirs = await median(() => parse(text ?? ""), 5);
    console.log(`  ${other}: parsed in ${theirs.toFixed(2)} ms, ${(theirs / own).toFixed(1)} times as long`);
  }
}

console.log("time for each kB (it is linear where this stays the same):");
for (const size of [1e3, 1e4, 1e5, 1e6, 1e7]) {
  const text = jobOf(Math.max(1, Math.round(size / (jobOf(2).length - jobOf(1).length))));
  const times = size > 1e6 ? 3 : 9;
  const [parsed, whole] = [await median(() => parseHcl(text), times), await median(() => read(text), times)];
  const perKb = (/** @type {number} */ ms) => ((ms / text.length) * 1e6).toFixed(1);
  console.log(`  ${(text.length / 1e3).toFixed(0)} kB: ${perKb(parsed)} µs parsed, ${perKb(whole)} µs read`);
}

const file = path.join(folder, "httpbackend.nomad");
writeFileSync(file, httpbackend);
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
const node = await median(() => spawnSync(process.execPath, ["-e", "0"], { env }), 11);
const render = await median(() => spawnSync(process.execPath, [program, "render", file], { env }), 11);
console.log(
  `node -e 0: ${node.toFixed(0)} ms; nomadx render httpbackend.nomad: ${render.toFixed(0)} ms, ${(render / node).toFixed(2)} times as long`,
);
rmSync(folder, { recursive: true });
