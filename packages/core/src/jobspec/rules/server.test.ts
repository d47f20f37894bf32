import { describe } from "vitest";

import { priorRules } from "./prior.ts";
import { requestRules } from "./request.ts";
import {
  consulRules,
  enterpriseNumaRules,
  enterpriseScheduleRules,
  serverRules,
  serviceClusterRules,
} from "./server.ts";
import type { ServerSetUp } from "./server-set-up.ts";
import { inGroup, inTask, jobWith, testRules, type RuleInput } from "./testing/rule-cases.ts";

type Job = ReturnType<typeof jobWith>;
const on = (server: ServerSetUp, job: Job): RuleInput => ({ job, server });
const community = (job: Job) => on({ enterprise: false }, job);
const task = "TaskGroups[0].Tasks[0]";

testRules(serverRules, {
  NX2901: {
    broken: [[on({ region: "eu", otherRegions: ["us"] }, jobWith({ Region: "asia" })), "Region"]],
    near: [
      on({ region: "eu", otherRegions: ["us"] }, jobWith({ Region: "us" })),
      on({ region: "eu", otherRegions: [] }, jobWith({ Region: "global" })),
      on({ region: "eu" }, jobWith({ Region: "asia" })),
      { ...on({ region: "eu", otherRegions: [] }, jobWith({ Region: "asia" })), request: { region: "eu" } },
    ],
  },
  NX2902: {
    broken: [[on({ namespaces: { default: {} } }, jobWith({ Namespace: "a" })), "Namespace"]],
    near: [
      on({ namespaces: { default: {}, a: {} } }, jobWith({ Namespace: "a" })),
      jobWith({ Namespace: "a" }),
    ],
  },
  NX2903: {
    broken: [[on({ nodePools: ["default", "all"] }, jobWith({ NodePool: "gpu" })), "NodePool"]],
    near: [on({ nodePools: ["default", "all"] }, jobWith({})), jobWith({ NodePool: "gpu" })],
  },
  NX2904: {
    broken: [
      [limited({ disabledDrivers: ["docker"] }), `${task}.Driver`],
      [limited({ enabledDrivers: ["exec"] }), `${task}.Driver`],
      [limited({ disabledNetworkModes: ["host"] }), "TaskGroups[0].Networks[0].Mode"],
    ],
    near: [
      limited({ disabledDrivers: ["exec"], enabledDrivers: [] }),
      limited({ enabledNetworkModes: ["host"] }),
    ],
  },
  NX2906: {
    broken: [
      [jobWith({ Priority: -1 }), "Priority"],
      [jobWith({ Priority: 32_767 }), "Priority"],
      [on({ maxPriority: 50 }, jobWith({ Priority: 51 })), "Priority"],
    ],
    near: [
      jobWith({ Priority: 100 }),
      jobWith({ Priority: 0 }),
      on({ maxPriority: 200 }, jobWith({ Priority: 200 })),
    ],
  },
  NX2907: {
    broken: [[on({ maxCount: 10 }, inGroup({ Count: 11 })), "TaskGroups"]],
    near: [on({ maxCount: 10 }, inGroup({ Count: 10 })), on({ maxCount: 0 }, inGroup({ Count: 60_000 }))],
  },
  NX2908: {
    broken: [[community(jobWith({ Multiregion: { Regions: [{ Name: "eu" }] } })), "Multiregion"]],
    near: [
      community(jobWith({ Multiregion: { Regions: [] } })),
      jobWith({ Multiregion: { Regions: [{ Name: "eu" }] } }),
    ],
  },
});

describe("what is not known is doubted, not refused", () => {
  testRules(
    { ...serverRules, rules: serverRules.rules.filter(({ code }) => code === "NX2906" || code === "NX2907") },
    {
      NX2906: {
        severity: "warning",
        broken: [[jobWith({ Priority: 101 }), "Priority"]],
        near: [jobWith({})],
      },
      NX2907: {
        severity: "warning",
        broken: [[inGroup({ Count: 50_001 }), "TaskGroups"]],
        near: [inGroup({ Count: 50_000 })],
      },
    },
  );
});

describe("schedule", () => {
  const scheduled = (Schedule: object) => community(inTask({ Schedule }));
  testRules(enterpriseScheduleRules, {
    NX2908: { broken: [[scheduled({ Cron: {} }), `${task}.Schedule`]], near: [scheduled({})] },
  });
});

describe("numa", () => {
  const near = (Affinity: string) => community(inTask({ Resources: { NUMA: { Affinity } } }));
  testRules(enterpriseNumaRules, {
    NX2908: {
      broken: [[near("prefer"), `${task}.Resources.NUMA.Affinity`]],
      near: [near("none"), near(""), inTask({ Resources: { NUMA: { Affinity: "prefer" } } })],
    },
  });
});

describe("consul", () => {
  const partitioned = (Partition: string) =>
    inTask({ Consul: { Partition } }, { Consul: { Partition: "a" } });
  testRules(consulRules, {
    NX2908: {
      broken: [
        [community(inGroup({ Consul: { Cluster: "eu" } })), "TaskGroups[0].Consul.Cluster"],
        [community(inTask({ Consul: { Cluster: "eu" } })), `${task}.Consul.Cluster`],
      ],
      near: [community(inTask({ Consul: { Cluster: "" } })), inTask({ Consul: { Cluster: "eu" } })],
    },
    NX2909: {
      broken: [[partitioned("b"), `${task}.Consul.Partition`]],
      near: [partitioned("a"), partitioned("")],
    },
  });
});

describe("service", () => {
  const registered = (service: object) =>
    community(inGroup({ Services: [{ Name: "a", PortLabel: "80", ...service }] }));
  testRules(serviceClusterRules, {
    NX2908: {
      broken: [[registered({ Cluster: "eu" }), "TaskGroups[0].Services[0].Cluster"]],
      near: [registered({ Cluster: "eu", Provider: "nomad" }), registered({ Cluster: "default" })],
    },
  });
});

describe("the job that is registered", () => {
  const cron = { Specs: ["@daily"] };
  const after = (prior: Job | null, job: Job): RuleInput => ({ job, prior });
  const batch = (job: Job) => jobWith({ Type: "batch", ...job });

  testRules(priorRules, {
    NX2950: {
      broken: [[after(jobWith({}), batch({})), "Type"]],
      near: [after(jobWith({}), jobWith({ Type: "service" })), after(null, batch({})), batch({})],
    },
    NX2951: {
      broken: [
        [after(batch({ Periodic: cron }), batch({})), "Periodic"],
        [after(batch({}), batch({ Periodic: cron })), "Periodic"],
        [after(batch({}), batch({ ParameterizedJob: {} })), "ParameterizedJob"],
      ],
      near: [after(batch({ Periodic: cron }), batch({ Periodic: { Specs: ["@weekly"] } }))],
    },
  });
});

describe("the request", () => {
  const beside = (
    request: NonNullable<Exclude<RuleInput, Job>["request"]>,
    prior?: Job | null,
  ): RuleInput => ({
    job: jobWith({}),
    request,
    ...(prior !== undefined && { prior }),
  });
  const registered = jobWith({ JobModifyIndex: 7 });

  testRules(requestRules, {
    NX2960: {
      broken: [
        [beside({ checkIndex: 7 }, null), ""],
        [beside({ checkIndex: 0 }, registered), ""],
        [beside({ checkIndex: 8 }, registered), ""],
      ],
      near: [
        beside({ checkIndex: 0 }, null),
        beside({ checkIndex: 7n }, registered),
        beside({}, registered),
        beside({ checkIndex: 7 }),
      ],
    },
    NX2961: {
      broken: [
        [beside({ evalPriority: 101 }), ""],
        [beside({ evalPriority: -1 }), ""],
      ],
      near: [beside({ evalPriority: 100 }), beside({ evalPriority: 0 })],
    },
    NX2962: {
      severity: "warning",
      broken: [[beside({ sourceBytes: 1_000_001 }), ""]],
      near: [beside({ sourceBytes: 1_000_000 })],
    },
  });
});

function limited(limits: NonNullable<ServerSetUp["namespaces"]>[string]): RuleInput {
  return on(
    { namespaces: { default: limits } },
    inGroup({ Networks: [{ DynamicPorts: [{ Label: "http" }] }] }),
  );
}
