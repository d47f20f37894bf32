import { rescheduleRules } from "./reschedule.ts";
import { inGroup, second, testRules } from "./testing/rule-cases.ts";

const at = "TaskGroups[0].ReschedulePolicy";
const limited = {
  Attempts: 3,
  Unlimited: false,
  Delay: 10 * second,
  DelayFunction: "constant",
  Interval: 30 * second,
  MaxDelay: 0,
};
const inBatch = { Type: "batch" };

function policy(change: object) {
  return inGroup({ ReschedulePolicy: { ...limited, ...change } });
}

testRules(rescheduleRules, {
  NX2140: {
    broken: [
      [policy({ Unlimited: true }), `${at}.Unlimited`],
      // A batch job has one attempt.
      [inGroup({ ReschedulePolicy: { Unlimited: true } }, inBatch), `${at}.Unlimited`],
    ],
    near: [policy({ Unlimited: true, Attempts: 0 })],
  },
  "NX216 Delay": {
    broken: [[policy({ Delay: 5 * second - 1 }), `${at}.Delay`]],
    near: [policy({ Delay: 5 * second }), policy({ Attempts: 0, Delay: 0 })],
  },
  "NX205 DelayFunction": {
    broken: [[policy({ DelayFunction: "linear" }), `${at}.DelayFunction`]],
    near: [policy({ DelayFunction: "fibonacci", MaxDelay: 60 * second })],
  },
  "NX216 MaxDelay": {
    broken: [[policy({ DelayFunction: "fibonacci", MaxDelay: 0 }), `${at}.MaxDelay`]],
    near: [policy({ MaxDelay: 0 })],
  },
  NX2141: {
    broken: [[policy({ DelayFunction: "fibonacci", MaxDelay: 9 * second }), `${at}.MaxDelay`]],
    near: [policy({ DelayFunction: "fibonacci", MaxDelay: 10 * second })],
  },
  "NX216 Interval": {
    broken: [[policy({ Attempts: 1, Interval: 14 * second }), `${at}.Interval`]],
    near: [
      policy({ Attempts: 1, Interval: 15 * second }),
      policy({ Attempts: 0, Unlimited: true, Interval: 0 }),
    ],
  },
  NX2142: {
    broken: [
      [policy({ Interval: 29 * second }), `${at}.Attempts`],
      // 10, 20, 40: the last has to be below the interval.
      [
        policy({ DelayFunction: "exponential", MaxDelay: 60 * second, Interval: 40 * second }),
        `${at}.Attempts`,
      ],
      // 10, 20, then 25 more.
      [
        policy({ DelayFunction: "exponential", MaxDelay: 25 * second, Interval: 45 * second }),
        `${at}.Attempts`,
      ],
      // 10, 10, 20, 30.
      [
        policy({ Attempts: 4, DelayFunction: "fibonacci", MaxDelay: 60 * second, Interval: 29 * second }),
        `${at}.Attempts`,
      ],
      // A billion of them are counted at once.
      [
        policy({ Attempts: 1e9, DelayFunction: "fibonacci", MaxDelay: 60 * second, Interval: 29 * second }),
        `${at}.Attempts`,
      ],
    ],
    near: [
      policy({}),
      policy({ DelayFunction: "exponential", MaxDelay: 60 * second, Interval: 41 * second }),
      policy({ DelayFunction: "exponential", MaxDelay: 25 * second, Interval: 46 * second }),
      policy({ Attempts: 4, DelayFunction: "fibonacci", MaxDelay: 60 * second, Interval: 30 * second }),
    ],
  },
});
