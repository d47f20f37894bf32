import { describe } from "vitest";

import { disconnectRules } from "./disconnect.ts";
import { ephemeralDiskRules } from "./ephemeral-disk.ts";
import { migrateRules } from "./migrate.ts";
import { restartRules } from "./restart.ts";
import { scalingRules } from "./scaling.ts";
import { inGroup, inTask, second, testRules } from "./testing/rule-cases.ts";

const group = "TaskGroups[0]";

describe("disconnect", () => {
  const at = `${group}.Disconnect`;
  testRules(disconnectRules, {
    "NX216 StopOnClientAfter": {
      broken: [[inGroup({ Disconnect: { StopOnClientAfter: -1 } }), `${at}.StopOnClientAfter`]],
      near: [inGroup({ Disconnect: { StopOnClientAfter: 0 } })],
    },
    NX2105: {
      broken: [
        [inGroup({ Disconnect: { StopOnClientAfter: 0 } }, { Type: "system" }), `${at}.StopOnClientAfter`],
      ],
      near: [
        inGroup({ Disconnect: { StopOnClientAfter: 0 } }, { Type: "batch" }),
        inGroup({ Disconnect: {} }, { Type: "system" }),
      ],
    },
    "NX216 LostAfter": {
      broken: [[inGroup({ Disconnect: { LostAfter: -1 } }), `${at}.LostAfter`]],
      near: [inGroup({ Disconnect: { LostAfter: 0 } })],
    },
    NX2106: {
      broken: [[inGroup({ Disconnect: { StopOnClientAfter: 0, LostAfter: 1 } }), `${at}.LostAfter`]],
      near: [inGroup({ Disconnect: { StopOnClientAfter: 1, LostAfter: 0 } })],
    },
    "NX205 Reconcile": {
      broken: [[inGroup({ Disconnect: { Reconcile: "best-score" } }), `${at}.Reconcile`]],
      near: [
        inGroup({ Disconnect: { Reconcile: "" } }),
        inGroup({ Disconnect: { Reconcile: "best_score" } }),
      ],
    },
  });
});

describe("ephemeral_disk", () => {
  testRules(ephemeralDiskRules, {
    "NX216 SizeMB": {
      broken: [[inGroup({ EphemeralDisk: { SizeMB: 9 } }), `${group}.EphemeralDisk.SizeMB`]],
      near: [inGroup({ EphemeralDisk: { SizeMB: 10 } })],
    },
  });
});

describe("migrate", () => {
  const at = `${group}.Migrate`;
  testRules(migrateRules, {
    "NX216 MaxParallel": {
      broken: [[inGroup({ Migrate: { MaxParallel: -1 } }), `${at}.MaxParallel`]],
      near: [inGroup({ Migrate: { MaxParallel: 0 } })],
    },
    "NX205 HealthCheck": {
      broken: [
        [inGroup({ Migrate: { HealthCheck: "manual" } }), `${at}.HealthCheck`],
        [inGroup({}, { Migrate: { HealthCheck: "manual" } }), "Migrate.HealthCheck"],
      ],
      near: [inGroup({ Migrate: { HealthCheck: "task_states" } })],
    },
    "NX202 HealthCheck": {
      broken: [[inGroup({ Migrate: { HealthCheck: "" } }), `${at}.HealthCheck`]],
      near: [inGroup({ Migrate: { HealthCheck: "", MaxParallel: 0 } })],
    },
    "NX216 MinHealthyTime": {
      broken: [[inGroup({ Migrate: { MinHealthyTime: -1 } }), `${at}.MinHealthyTime`]],
      near: [inGroup({ Migrate: { MinHealthyTime: 0 } })],
    },
    "NX216 HealthyDeadline": {
      broken: [[inGroup({ Migrate: { HealthyDeadline: -1 } }), `${at}.HealthyDeadline`]],
      near: [inGroup({ Migrate: { HealthyDeadline: 0, MinHealthyTime: 0 } })],
    },
    NX2120: {
      broken: [[inGroup({ Migrate: { MinHealthyTime: 301 * second } }), `${at}.MinHealthyTime`]],
      near: [inGroup({ Migrate: { MinHealthyTime: 300 * second } })],
    },
  });
});

describe("restart", () => {
  const at = `${group}.RestartPolicy`;
  testRules(restartRules, {
    "NX205 Mode": {
      broken: [[inGroup({ RestartPolicy: { Mode: "none" } }), `${at}.Mode`]],
      near: [inGroup({ RestartPolicy: { Mode: "delay" } }), inTask({ RestartPolicy: { Mode: "none" } })],
    },
    NX2130: {
      broken: [[inGroup({ RestartPolicy: { Attempts: 0, Mode: "delay" } }), `${at}.Attempts`]],
      near: [
        inGroup({ RestartPolicy: { Attempts: 0, Mode: "fail" } }),
        inGroup({ RestartPolicy: { Attempts: 1, Mode: "delay" } }),
      ],
    },
    "NX216 Interval": {
      broken: [[inGroup({ RestartPolicy: { Attempts: 0, Interval: 5 * second - 1 } }), `${at}.Interval`]],
      near: [inGroup({ RestartPolicy: { Attempts: 0, Interval: 5 * second } })],
    },
    NX2131: {
      broken: [[inGroup({ RestartPolicy: { Attempts: 3, Interval: 44 * second } }), `${at}.Attempts`]],
      near: [
        inGroup({ RestartPolicy: { Attempts: 3, Interval: 45 * second } }),
        // 2^59 times 15 seconds are below zero in 64 bits.
        inGroup({ RestartPolicy: { Attempts: 2n ** 59n } }),
      ],
    },
  });
});

describe("scaling", () => {
  const at = `${group}.Scaling`;
  testRules(scalingRules, {
    "NX205 Type": {
      broken: [[inGroup({ Scaling: { Max: 2, Type: "vertical_cpu" } }), `${at}.Type`]],
      near: [inGroup({ Scaling: { Max: 2, Type: "" } })],
    },
    "NX216 Max": {
      broken: [
        [inGroup({ Scaling: { Max: -1 } }), `${at}.Max`],
        [inGroup({ Scaling: {} }), `${at}.Max`],
      ],
      near: [inGroup({ Count: 0, Scaling: { Max: 0 } })],
    },
    "NX216 Min": {
      broken: [[inGroup({ Scaling: { Min: -1, Max: 2 } }), `${at}.Min`]],
      near: [inGroup({ Scaling: { Min: 0, Max: 2 } })],
    },
    NX2150: {
      broken: [[inGroup({ Scaling: { Min: 3, Max: 2 } }), `${at}.Max`]],
      near: [inGroup({ Scaling: { Min: 2, Max: 2 } })],
    },
    NX2151: {
      broken: [
        [inGroup({ Count: 3, Scaling: { Min: 1, Max: 2 } }), at],
        [inGroup({ Count: 1, Scaling: { Min: 2, Max: 2 } }), at],
      ],
      near: [inGroup({ Count: 2, Scaling: { Min: 1, Max: 2 } })],
    },
  });
});
