// @ts-check
// nomad/plan/annotated.jsonl: what a scheduler would do with the allocations of each group, counted without a server, from
// the nodes and the allocations that there were.
import { differing } from "../differing.js";
import { jobBefore } from "../job-diff.js";
import { library } from "../library.js";
import { linesOf } from "../stored-job.js";

const { readApiJob } = await library("/jobspec");
const { previewPlan } = await library("/plan");

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/nomad\/plan\/annotated\.jsonl$/,
  aspect: "preview",
  async *cases(file) {
    for await (const line of linesOf(file)) {
      if (line.plan === null || "error" in line.plan || isBeyond(line)) continue;
      yield { id: line.id, check: () => check(line) };
    }
  },
};

/** Whether it is about what a preview says that it does not look at. @param {any} line */
export function isBeyond({ plan, before }) {
  const preempts = Object.values(plan.Annotations?.DesiredTGUpdates ?? {}).some(
    ({ Preemptions }) => Preemptions > 0,
  );
  return preempts || /\bis back\b/.test(before ?? "");
}

/** The nodes of the cluster, as the README of the cases describes them. */
const nodes = [
  {
    Name: "alpha",
    Datacenter: "dc1",
    NodeClass: "blue",
    NodePool: "default",
    CPU: 4000,
    MemoryMB: 4096,
    rack: "r1",
    tier: "gold",
  },
  {
    Name: "bravo",
    Datacenter: "dc1",
    NodeClass: "blue",
    NodePool: "default",
    CPU: 4000,
    MemoryMB: 4096,
    rack: "r2",
    tier: "silver",
  },
  {
    Name: "charlie",
    Datacenter: "dc2",
    NodeClass: "red",
    NodePool: "default",
    CPU: 2000,
    MemoryMB: 2048,
    rack: "r1",
    tier: "silver",
  },
  {
    Name: "delta",
    Datacenter: "dc1",
    NodeClass: "blue",
    NodePool: "edge",
    CPU: 2000,
    MemoryMB: 2048,
    rack: "r3",
    tier: "gold",
  },
].map(({ CPU, MemoryMB, rack, tier, ...node }) => ({
  ...node,
  ID: node.Name,
  Status: "ready",
  SchedulingEligibility: "eligible",
  Attributes: {
    "kernel.name": "linux",
    "unique.hostname": node.Name,
    "consul.version": "1.20.0",
    "nomad.service_discovery": "true",
    "nomad.version": "2.0.5",
    "os.signals": "SIGHUP,SIGUSR1,SIGTERM,SIGINT",
  },
  Meta: { rack, tier },
  Drivers: { raw_exec: { Detected: true, Healthy: true }, mock_driver: { Detected: true, Healthy: true } },
  HostVolumes: node.Name === "alpha" ? { data: {} } : {},
  Available: { CPU, MemoryMB },
  Addresses: { default: 2 },
}));

/** @param {any} line */
function check(line) {
  const before = jobBefore(line);
  const state = line.state ?? {};
  const version = Math.max(
    0,
    state.Deployment?.JobVersion ?? 0,
    ...(state.Allocations ?? []).map((/** @type {any} */ a) => a.JobVersion),
  );
  const old = before && { ...before, Version: version };
  const plan = previewPlan(old, readApiJob(line.new).job, clusterOf(line, version, before));
  return differing(plan.Annotations.DesiredTGUpdates, line.plan.Annotations?.DesiredTGUpdates ?? {}, (kind) =>
    kind.endsWith(".Preemptions"),
  );
}

/**
 * @param {any} line
 * @param {number} version
 * @param {any} before
 */
function clusterOf({ state, before: told = "", new: planned }, version, before) {
  const allocations = (state?.Allocations ?? []).map(
    (/** @type {any} */ allocation, /** @type {number} */ index) => ({
      ID: String(index),
      JobID: planned.ID,
      Namespace: planned.Namespace ?? "default",
      TaskGroup: /^.*\.(.*)\[\d+\]$/.exec(allocation.Name)?.[1] ?? "",
      NodeID: allocation.Node,
      Name: allocation.Name,
      ClientStatus: allocation.ClientStatus,
      DesiredStatus: allocation.DesiredStatus,
      JobVersion: allocation.JobVersion,
      Canary: allocation.Canary ?? false,
      Healthy: allocation.Healthy ?? undefined,
      RescheduleNow: told?.includes("delay over") === true && allocation.ClientStatus === "failed",
      Migrate: told?.includes("drains with force") === true && allocation.Node === "bravo",
    }),
  );
  const lost = /client of node (\w+) stopped answering/.exec(told ?? "")?.[1];
  const draining = /node (\w+) drains/.exec(told ?? "")?.[1];
  const ineligible = /node (\w+) is ineligible/.exec(told ?? "")?.[1];
  return {
    nodes: nodes.map((node) => ({
      ...node,
      ...(node.Name === lost && { Status: "disconnected" }),
      ...(node.Name === draining && { Drain: true, SchedulingEligibility: "ineligible" }),
      ...(node.Name === ineligible && { SchedulingEligibility: "ineligible" }),
    })),
    allocations: [...allocations, ...others(told ?? "")],
    ...(state?.Deployment && { deployment: state.Deployment }),
    versions: told?.includes("without Env V") === true ? { [version - 1]: withoutV(before) } : {},
  };
}

/** The earlier version of the job. @param {any} job */
function withoutV(job) {
  return JSON.parse(JSON.stringify(job), (key, value) => {
    if (key !== "Env" || value === null) return value;
    const { V: _, ...rest } = value;
    return Object.keys(rest).length === 0 ? null : rest;
  });
}

/** Allocations of other jobs. @param {string} told */
function others(told) {
  const busy = /priority 20 runs on the three default nodes: 1500 MHz, 1500 MB, static port (\d+) each/.exec(
    told,
  );
  const ports = /hold the static port (\d+) on all addresses/.exec(told);
  return ["alpha", "bravo", "charlie"].flatMap((NodeID) =>
    (busy ?? ports)
      ? [1, 2].slice(busy ? 1 : 0).map((index) => ({
          ID: `${NodeID}-${index}`,
          JobID: "other",
          TaskGroup: "other",
          NodeID,
          Name: "other",
          ClientStatus: "running",
          DesiredStatus: "run",
          JobVersion: 0,
          Used: busy
            ? { CPU: 1500, MemoryMB: 1500, Ports: [Number(busy[1])] }
            : { CPU: 0, MemoryMB: 0, Ports: [Number(ports?.[1])] },
        }))
      : [],
  );
}
