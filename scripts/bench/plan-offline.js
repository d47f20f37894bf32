// @ts-check
// The cost of the rules, the diff and the preview of a plan by the number of groups, in processor time of one process; and
// how long `nomadx plan --against` takes for folders of jobs, as a ratio to `node -e 0`.
//
//   node scripts/bench/plan-offline.js [rounds]
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { ratiosToFirst } from "./measure.js";

const rounds = Number(process.argv[2] ?? 5);
const program = fileURLToPath(new URL("../../packages/cli/bin/run.js", import.meta.url));
const core = new URL("../../packages/core/dist/", import.meta.url);
const { validateJob } = await import(new URL("jobspec/rules/index.js", core).href);
const { diffJobs, previewPlan, unseenChanges } = await import(new URL("plan/index.js", core).href);

console.log(`milliseconds of processor time for a group, median of ${rounds}`);
for (const groups of [10, 100, 1000]) {
  const [before, after] = [jobOf(groups, "web:1"), jobOf(groups, "web:2")];
  const costs = {
    rules: () => validateJob(after),
    diff: () => diffJobs(before, after),
    unseen: () => unseenChanges(before, after),
    preview: () => previewPlan(before, after),
  };
  const cells = Object.entries(costs).map(([name, run]) => `${name} ${(cpu(run) / groups).toFixed(2)}`);
  console.log(`  ${groups} groups: ${cells.join(", ")}`);
}

const folder = mkdtempSync(join(tmpdir(), "nomadx-bench-"));
try {
  const contenders = [10, 100, 1000].map((files) => {
    const [old, now] = ["old", "new"].map((side) => join(folder, `${side}-${files}`));
    for (const [side, image] of [
      [old, "web:1"],
      [now, "web:2"],
    ]) {
      mkdirSync(side);
      for (let index = 0; index < files; index += 1) {
        writeFileSync(
          join(side, `job-${index}.json`),
          JSON.stringify({ ...jobOf(1, image), ID: `job-${index}` }),
        );
      }
    }
    return { name: `${files} files`, command: [process.execPath, program, "plan", now, "--against", old] };
  });
  const ratios = ratiosToFirst(
    [{ name: "node -e 0", command: [process.execPath, "-e", "0"] }, ...contenders],
    rounds,
  );
  console.log("nomadx plan DIR --against DIR, all jobs changed, as a ratio to node -e 0");
  for (const [name, { median, low, high }] of ratios) {
    console.log(`  ${name}: ${median.toFixed(1)} (${low.toFixed(1)} to ${high.toFixed(1)})`);
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** @param {number} count of groups @param {string} image */
function jobOf(count, image) {
  return {
    ID: "web",
    TaskGroups: Array.from({ length: count }, (_, index) => ({
      Name: `group-${index}`,
      Count: 2,
      Networks: [{ DynamicPorts: [{ Label: "http", To: 80 }] }],
      Services: [
        {
          Name: `service-${index}`,
          PortLabel: "http",
          Tags: [`urlprefix-${index}.test/`],
          Checks: [{ Type: "http", Path: "/", Interval: 10_000_000_000, Timeout: 2_000_000_000 }],
        },
      ],
      Tasks: [
        { Name: "server", Driver: "docker", Config: { image, ports: ["http"] }, Env: { KEY: "value" } },
      ],
    })),
  };
}

/** Milliseconds of processor time, the median. @param {() => unknown} run */
function cpu(run) {
  const times = Array.from({ length: rounds }, () => {
    const begun = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1000;
  }).toSorted((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? 0;
}
