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
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
const program = path.join(root, "packages/cli/bin/run.js");

const httpbackend = execFileSync(process.execPath, [program, "render", "jobs/httpbackend.ts"], {
  cwd: root,
  encoding: "utf8",
});

/** @param {number} groups */
function jobOf(groups) {
  const [, group = ""] = /\n( {2}group [^]*)\n\}/.exec(httpbackend) ?? [];
  const rows = Array.from({ length: groups }, (_row, index) =>
    group.replaceAll('"httpbackend"', `"backend-${index}"`),
  );
  return `job "many" {\n${rows.join("\n\n")}\n}\n`;
}

/**
 * The processor time that a function takes in this process, in milliseconds: what else the machine does does not count. That
 * of so many calls together, since that of one may be too short to be told.
 * @param {() => unknown} run @param {number} times
 */
async function processorTime(run, times) {
  const before = process.cpuUsage();
  for (let index = 0; index < times; index++) await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e3 / times;
}

/**
 * The median of the time until a process has ended, in milliseconds.
 * @param {readonly string[]} args
 */
function median(args) {
  const all = Array.from({ length: 11 }, () => {
    const begun = performance.now();
    spawnSync(process.execPath, args, { env });
    return performance.now() - begun;
  });
  return all.toSorted((a, b) => a - b)[5] ?? 0;
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

/** @type {[string, string, number][]} */
const files = [
  ["httpbackend", httpbackend, 5000],
  [`${many.split("\n").length} lines`, many, 100],
];
for (const [name, text, times] of files) {
  const problems = read(text).diagnostics;
  if (problems.length > 0) throw new Error(`${name} is not valid: ${problems[0].summary}`);
  await processorTime(() => read(text), times); // Until the code is compiled.
  const own = await processorTime(() => read(text), times);
  console.log(`${name}: parsed, evaluated and decoded in ${own.toFixed(3)} ms`);
  for (const [other, parse] of others) {
    await parse(text);
    const theirs = await processorTime(() => parse(text), 5);
    console.log(`  ${other}: parsed in ${theirs.toFixed(2)} ms, ${(theirs / own).toFixed(1)} times as long`);
  }
}

console.log("time for each kB (it is linear where this stays the same):");
for (const size of [1e3, 1e4, 1e5, 1e6, 1e7]) {
  const text = jobOf(Math.max(1, Math.round(size / (jobOf(2).length - jobOf(1).length))));
  const times = Math.max(2, 1e6 / size);
  const parsed = await processorTime(() => parseHcl(text), times);
  const whole = await processorTime(() => read(text), times);
  const perKb = (/** @type {number} */ ms) => ((ms / text.length) * 1e6).toFixed(1);
  console.log(`  ${(text.length / 1e3).toFixed(0)} kB: ${perKb(parsed)} µs parsed, ${perKb(whole)} µs read`);
}

const file = path.join(folder, "httpbackend.nomad");
writeFileSync(file, httpbackend);
const node = median(["-e", "0"]);
const render = median([program, "render", file]);
console.log(
  `node -e 0: ${node.toFixed(0)} ms; nomadx render httpbackend.nomad: ${render.toFixed(0)} ms, ${(render / node).toFixed(2)} times as long`,
);
rmSync(folder, { recursive: true });
