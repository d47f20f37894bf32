import { groupWith, inGroup, second, testRules } from "./testing/rule-cases.ts";
import { updateRules } from "./update.ts";

const at = "TaskGroups[0].Update";

testRules(updateRules, {
  "NX205 HealthCheck": {
    broken: [
      [inGroup({ Update: { HealthCheck: "task_state" } }), `${at}.HealthCheck`],
      [inGroup({ Update: { HealthCheck: "" } }), `${at}.HealthCheck`],
      [inGroup({}, { Update: { HealthCheck: "no" } }), "Update.HealthCheck"],
    ],
    near: [inGroup({ Update: { HealthCheck: "task_states" } })],
  },
  "NX216 MaxParallel": {
    broken: [[inGroup({ Update: { MaxParallel: -1 } }), `${at}.MaxParallel`]],
    near: [inGroup({ Update: { MaxParallel: 0 } })],
  },
  "NX216 Canary": {
    broken: [[inGroup({ Update: { Canary: -1 } }), `${at}.Canary`]],
    near: [inGroup({ Update: { Canary: 5 } })],
  },
  "NX216 MinHealthyTime": {
    broken: [[inGroup({ Update: { MinHealthyTime: -1 } }), `${at}.MinHealthyTime`]],
    near: [inGroup({ Update: { MinHealthyTime: 0 } })],
  },
  "NX216 HealthyDeadline": {
    broken: [[inGroup({ Update: { HealthyDeadline: 0 } }), `${at}.HealthyDeadline`]],
    near: [inGroup({ Update: { HealthyDeadline: 1, MinHealthyTime: 0 } })],
  },
  "NX216 ProgressDeadline": {
    broken: [[inGroup({ Update: { ProgressDeadline: -1 } }), `${at}.ProgressDeadline`]],
    near: [inGroup({ Update: { ProgressDeadline: 0 } })],
  },
  "NX216 Stagger": {
    broken: [[inGroup({ Update: { Stagger: 0 } }), `${at}.Stagger`]],
    near: [inGroup({ Update: { Stagger: 1 } })],
  },
  NX2110: {
    broken: [[inGroup({ Update: { AutoPromote: true } }), `${at}.AutoPromote`]],
    near: [inGroup({ Update: { AutoPromote: true, Canary: 1 } })],
  },
  NX2111: {
    broken: [
      [
        inGroup({ Update: { MinHealthyTime: 5 * second, HealthyDeadline: 5 * second } }),
        `${at}.MinHealthyTime`,
      ],
    ],
    near: [inGroup({ Update: { MinHealthyTime: 5 * second - 1, HealthyDeadline: 5 * second } })],
  },
  NX2112: {
    broken: [
      [inGroup({ Update: { HealthyDeadline: 600 * second } }), `${at}.HealthyDeadline`],
      [inGroup({}, { Update: { HealthyDeadline: 900 * second } }), "Update.HealthyDeadline"],
    ],
    near: [inGroup({ Update: { HealthyDeadline: 900 * second, ProgressDeadline: 0 } })],
  },
  NX2113: {
    severity: "warning",
    broken: [[inGroup({ Count: 2, Update: { MaxParallel: 3 } }), `${at}.MaxParallel`]],
    near: [
      inGroup({ Count: 2, Update: { MaxParallel: 2 } }),
      inGroup({ Count: 1, Update: { MaxParallel: 3 } }),
    ],
  },
  NX2114: {
    severity: "warning",
    broken: [[twoGroups({ Canary: 1 }), "TaskGroups[1].Update.AutoPromote"]],
    near: [twoGroups({ Canary: 0 }), twoGroups({ Canary: 1, AutoPromote: true })],
  },
});

function twoGroups(update: { Canary: number; AutoPromote?: boolean }): ReturnType<typeof inGroup> {
  return inGroup(
    {},
    {
      TaskGroups: [
        groupWith({ Update: { Canary: 1, AutoPromote: true } }),
        groupWith({ Name: "b", Update: update }),
      ],
    },
  );
}
