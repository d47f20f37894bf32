import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

import type { ClusterReport } from "../../scripts/e2e/cluster.js";

declare module "vitest" {
  interface ProvidedContext {
    cluster: ClusterReport;
  }
}

const holdCluster = fileURLToPath(new URL("../../scripts/e2e/hold.js", import.meta.url));

/**
 * Starts the cluster in a process of its own, which takes it down when its standard input ends: at the latest
 * when this process does, however it ends.
 *
 * With `NOMADX_E2E=required` in the environment, a part of the cluster that cannot be had fails the run; without,
 * the tests that need it are skipped.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const holder = spawn(process.execPath, [holdCluster], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(holder, "exit");
  const lines = createInterface({ input: holder.stdout });
  const report = await Promise.race([once(lines, "line").then(String), ended.then(() => undefined)]);
  if (report === undefined) throw new Error("The cluster did not start");

  const cluster = readReport(report);
  process.stderr.write(describeCluster(cluster));
  project.provide("cluster", cluster);

  const tearDown = async (): Promise<void> => {
    holder.stdin.end();
    await ended;
  };
  if (process.env["NOMADX_E2E"] === "required" && Object.keys(cluster.missing).length > 0) {
    await tearDown();
    throw new Error("NOMADX_E2E=required, and a part of the cluster is missing");
  }
  return tearDown;
}

/** @param line as `hold.js` writes it */
function readReport(line: string): ClusterReport {
  const report: unknown = JSON.parse(line);
  if (!isReport(report)) throw new Error(`Not a report about the cluster: ${line}`);
  return report;
}

function isReport(value: unknown): value is ClusterReport {
  return (
    typeof value === "object" &&
    value !== null &&
    "versions" in value &&
    "missing" in value &&
    "folder" in value
  );
}

function describeCluster({ versions, missing }: ClusterReport): string {
  const found = Object.entries(versions).map(([program, version]) => `  ${program}: ${version}\n`);
  const without = Object.entries(missing).map(([part, reason]) => `  without ${part}: ${reason}\n`);
  return ["\nThe cluster of the end-to-end tests\n", ...found, ...without, "\n"].join("");
}
