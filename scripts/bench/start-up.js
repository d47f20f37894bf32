// Measures how fast nomadx starts, and what planning many jobs costs:
//
//   node scripts/bench/start-up.js [ROUNDS]
//
// The time of a whole process, as a ratio to `node -e 0` of the same round; medians, quartiles in brackets. With nomad
// on PATH it starts an agent of its own and measures `plan` against it, beside `nomad job plan`.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { environment, ratiosToFirst } from "./measure.js";
import { startNomad } from "./nomad-agent.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const nomadx = [process.execPath, path.join(root, "packages/cli/bin/run.js")];
const job = path.join(root, "jobs/httpbackend.ts");
const rounds = Number(process.argv[2] ?? 40);

const folder = mkdtempSync(path.join(tmpdir(), "nomadx-bench-jobs-"));
const agent = await startNomad();
try {
  startUp();
  if (agent === undefined) console.log("plan against a server: not measured, there is no nomad on PATH");
  else manyJobs(100);
} finally {
  await agent?.stop();
  rmSync(folder, { recursive: true, force: true });
}

function startUp() {
  const file = path.join(folder, "httpbackend.nomad.hcl");
  writeFileSync(file, output([...nomadx, "render", job]));
  const env = { NOMAD_ADDR: agent?.address ?? "" };
  const contenders = [
    { name: "node -e 0", command: [process.execPath, "-e", "0"] },
    { name: "nomadx --version", command: [...nomadx, "--version"], target: 1.3 },
    { name: "nomadx explain NX206", command: [...nomadx, "explain", "NX206"] },
    { name: "nomadx plan --help", command: [...nomadx, "plan", "--help"] },
    { name: "nomadx render jobs/httpbackend.ts", command: [...nomadx, "render", job], target: 4 },
    ...(agent === undefined
      ? []
      : [
          { name: "nomadx plan jobs/httpbackend.ts", command: [...nomadx, "plan", job], env, target: 5 },
          // It exits with 1 when there are changes.
          { name: "nomad job plan", command: ["nomad", "job", "plan", file], env, codes: [0, 1] },
        ]),
  ];
  const ratios = ratiosToFirst(contenders, rounds);
  for (const { name, target } of contenders) {
    const { median, low, high } = ratios.get(name);
    const spread = `[${low.toFixed(2)}, ${high.toFixed(2)}]`;
    console.log(
      `${name.padEnd(36)} ${median.toFixed(2)} ${spread}${target === undefined ? "" : `  target ${target}`}`,
    );
  }
}

/** One `nomadx plan` of many job files against a loop of `nomad job plan` over the same jobs. */
function manyJobs(count) {
  const sources = path.join(folder, "many");
  const rendered = path.join(folder, "rendered");
  mkdirSync(sources);
  const names = Array.from({ length: count }, (_, index) => `job-${String(index).padStart(3, "0")}`);
  for (const name of names) writeFileSync(path.join(sources, `${name}.ts`), jobSource(name));
  output([...nomadx, "render", sources, "--out", rendered]);
  const env = { NOMAD_ADDR: agent.address };
  const loop = names
    .map((name) => `nomad job plan ${path.join(rendered, `${name}.nomad.hcl`)}`)
    .map((command) => `${command} || [ $? -eq 1 ]`);
  const ratios = ratiosToFirst(
    [
      { name: "nomadx", command: [...nomadx, "plan", sources], env },
      { name: "loop", command: ["sh", "-c", loop.join(" && ")], env },
    ],
    Math.max(3, Math.round(rounds / 8)),
  );
  const { median, low, high } = ratios.get("loop");
  console.log(
    `${count} x nomad job plan takes ${median.toFixed(1)} times as long as one nomadx plan of ${count} files [${low.toFixed(1)}, ${high.toFixed(1)}]  target 10`,
  );
}

function jobSource(name) {
  return `import { job } from "@nomadx/core";

export default job("${name}", {
  datacenters: ["dc1"],
  group: {
    web: {
      count: 2,
      task: { server: { driver: "raw_exec", config: { command: "/bin/sleep", args: ["3600"] } } },
    },
  },
});
`;
}

function output([program, ...rest]) {
  const { status, stdout, stderr } = spawnSync(program, rest, { env: environment, encoding: "utf8" });
  if (status !== 0) throw new Error(`${rest.join(" ")} exited with ${status}:\n${stderr}`);
  return stdout;
}
