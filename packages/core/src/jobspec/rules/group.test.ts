import { groupRules } from "./group.ts";
import { inGroup, second, taskWith, testRules } from "./testing/rule-cases.ts";

const group = "TaskGroups[0]";
const reschedule = { Attempts: 1, Interval: 60 * second, Delay: 5 * second, DelayFunction: "constant" };

testRules(groupRules, {
  NX2101: {
    broken: [[inGroup({ Name: "a\0b" }), `${group}.Name`]],
    near: [inGroup({ Name: "a b/c" })],
  },
  "NX216 Count": {
    broken: [[inGroup({ Count: -1 }), `${group}.Count`]],
    near: [inGroup({ Count: 0 })],
  },
  NX2102: {
    broken: [[inGroup({ Count: 2 }, { Type: "system" }), `${group}.Count`]],
    near: [inGroup({ Count: 1 }, { Type: "system" }), inGroup({ Count: 2 }, { Type: "sysbatch" })],
  },
  "NX216 ShutdownDelay": {
    broken: [[inGroup({ ShutdownDelay: -1 }), `${group}.ShutdownDelay`]],
    near: [inGroup({ ShutdownDelay: 0 })],
  },
  "NX216 MaxRunDuration": {
    broken: [[inGroup({ MaxRunDuration: 0 }, { Type: "batch" }), `${group}.MaxRunDuration`]],
    near: [inGroup({ MaxRunDuration: 1 }, { Type: "batch" })],
  },
  NX2103: {
    broken: [
      [
        inGroup({ Tasks: [taskWith({ Leader: true }), taskWith({ Name: "b", Leader: true })] }),
        `${group}.Tasks[1].Leader`,
      ],
    ],
    near: [inGroup({ Tasks: [taskWith({ Leader: true }), taskWith({ Name: "b" })] })],
  },
  NX2104: {
    broken: [
      [inGroup({ MaxRunDuration: 1 }), `${group}.MaxRunDuration`],
      [inGroup({ Update: {} }, { Type: "batch" }), `${group}.Update`],
      [inGroup({}, { Type: "batch", Update: { MaxParallel: 1 } }), "Update"],
      [inGroup({ Migrate: {} }, { Type: "system" }), `${group}.Migrate`],
      [inGroup({ ReschedulePolicy: {} }, { Type: "system" }), `${group}.ReschedulePolicy`],
      [inGroup({}, { Type: "sysbatch", Reschedule: {} }), "Reschedule"],
      [inGroup({ Scaling: { Max: 1 } }, { Type: "system" }), `${group}.Scaling`],
    ],
    near: [
      inGroup({ MaxRunDuration: 1 }, { Type: "batch" }),
      inGroup({ Update: {} }, { Type: "system" }),
      inGroup({ Migrate: {} }),
      inGroup({ Scaling: { Max: 1 } }, { Type: "sysbatch" }),
      inGroup({ ReschedulePolicy: reschedule }, { Type: "batch" }),
    ],
  },
});
