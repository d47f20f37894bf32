import { checkRestartRules } from "./check-restart.ts";
import { checkRules } from "./check.ts";
import { consulCheckRules } from "./consul-check.ts";
import { nomadCheckRules } from "./nomad-check.ts";
import { inGroup, second, testRules, type RuleInput } from "./testing/rule-cases.ts";

type Group = Parameters<typeof inGroup>[0];
type Service = NonNullable<Group["Services"]>[number];
type Check = NonNullable<Service["Checks"]>[number];

const at = "TaskGroups[0].Services[0].Checks[0]";

/** A job with an HTTP check that nothing is wrong with, but for what `check` says. */
function inConsul(check: Check, service: Service = {}): RuleInput {
  const whole = { Type: "http", Path: "/health", Interval: 10 * second, Timeout: second, ...check };
  return inGroup({
    Networks: [{ DynamicPorts: [{ Label: "http" }] }],
    Services: [{ PortLabel: "http", Checks: [whole], ...service }],
  });
}

function inNomad(check: Check): RuleInput {
  return inConsul(check, { Provider: "nomad" });
}

testRules(checkRules, {
  NX2330: {
    broken: [
      [inConsul({ Type: "ttl" }), `${at}.Type`],
      [inConsul({ Type: null }), `${at}.Type`],
      [inNomad({ Type: "grpc" }), `${at}.Type`],
    ],
    near: [inConsul({ Type: "HTTP" }), inConsul({ Type: "grpc" }), inNomad({ Type: "TCP" })],
  },
  NX2331: {
    broken: [
      [inConsul({ Path: "" }), `${at}.Path`],
      [inConsul({ Path: null }), `${at}.Path`],
      [inConsul({ Path: "http://localhost/" }), `${at}.Path`],
      [inConsul({ Path: "a:b" }), `${at}.Path`],
      [inConsul({ Path: "/%zz" }), `${at}.Path`],
      [inConsul({ Path: "", Type: "HTTP" }), `${at}.Path`],
      [inNomad({ Path: "" }), `${at}.Path`],
    ],
    near: [
      inConsul({ Path: "health" }),
      inConsul({ Path: "/a:b?%zz" }),
      inConsul({ Path: "//host:80/x" }),
      inConsul({ Path: "", Type: "tcp" }),
    ],
  },
  NX2332: {
    broken: [[inConsul({ Type: "script", TaskName: "server" }), `${at}.Command`]],
    near: [inConsul({ Type: "script", TaskName: "server", Command: "true" })],
  },
  "NX216 Interval": {
    broken: [
      [inConsul({ Interval: null }), `${at}.Interval`],
      [inConsul({ Interval: second - 1 }), `${at}.Interval`],
    ],
    near: [inConsul({ Interval: second })],
  },
  "NX216 Timeout": {
    broken: [
      [inConsul({ Timeout: 0 }), `${at}.Timeout`],
      [inNomad({ Timeout: second - 1 }), `${at}.Timeout`],
    ],
    near: [inNomad({ Timeout: second })],
  },
  "NX205 InitialStatus": {
    broken: [[inConsul({ InitialStatus: "maintenance" }), `${at}.InitialStatus`]],
    near: [inConsul({ InitialStatus: "" }), inConsul({ InitialStatus: "warning" })],
  },
  "NX205 AddressMode": {
    broken: [[inConsul({ AddressMode: "auto" }), `${at}.AddressMode`]],
    near: [inConsul({ AddressMode: "" }), inConsul({ AddressMode: "alloc" })],
  },
  "NX205 OnUpdate": {
    broken: [[inConsul({ OnUpdate: "never" }), `${at}.OnUpdate`]],
    near: [inConsul({ OnUpdate: "" }), inConsul({ OnUpdate: "ignore_warnings" })],
  },
  NX2333: {
    broken: [
      [inConsul({ OnUpdate: "ignore", CheckRestart: {} }), `${at}.CheckRestart`],
      [inConsul({ CheckRestart: {} }, { OnUpdate: "ignore" }), `${at}.CheckRestart`],
    ],
    near: [inConsul({ OnUpdate: "ignore" }), inConsul({ OnUpdate: "require_healthy", CheckRestart: {} })],
  },
  NX2334: {
    broken: [[inConsul({ OnUpdate: "ignore_warnings", CheckRestart: { Limit: 3 } }), `${at}.CheckRestart`]],
    near: [
      inConsul({ OnUpdate: "ignore_warnings", CheckRestart: { IgnoreWarnings: true } }),
      inConsul({ OnUpdate: "ignore_warnings" }),
    ],
  },
  NX2335: {
    broken: [[inConsul({}, { PortLabel: "" }), `${at}.PortLabel`]],
    near: [
      inConsul({ PortLabel: "http" }, { PortLabel: "" }),
      // Nomad asks it of types in small letters.
      inConsul({ Type: "HTTP" }, { PortLabel: "" }),
      inConsul({ Type: "script", Command: "true", TaskName: "server" }, { PortLabel: "" }),
    ],
  },
});

testRules(consulCheckRules, {
  NX2336: {
    broken: [[inConsul({ Type: "tcp", Expose: true }), `${at}.Expose`]],
    near: [
      inConsul({ Type: "GRPC", Expose: true }),
      inConsul({ Type: "tcp" }),
      inNomad({ Type: "tcp", Expose: true }),
    ],
  },
  NX2337: {
    broken: [
      [
        inConsul({ Type: "script", TaskName: "server", Command: "true", SuccessBeforePassing: 2 }),
        `${at}.SuccessBeforePassing`,
      ],
      [inConsul({ Type: "HTTP", FailuresBeforeWarning: 2 }), `${at}.FailuresBeforeWarning`],
    ],
    near: [
      inConsul({ SuccessBeforePassing: 2, FailuresBeforeCritical: 2 }),
      inConsul({ Type: "HTTP", FailuresBeforeCritical: -2 }),
    ],
  },
  NX2338: {
    broken: [
      [inConsul({ Notes: "n".repeat(256) }), `${at}.Notes`],
      [inConsul({ Notes: "é".repeat(128) }), `${at}.Notes`],
    ],
    near: [inConsul({ Notes: "n".repeat(255) }), inNomad({ Notes: "n".repeat(256) })],
  },
});

testRules(nomadCheckRules, {
  NX2339: {
    broken: [
      [inNomad({ Expose: true }), `${at}.Expose`],
      [inNomad({ OnUpdate: "ignore_warnings" }), `${at}.OnUpdate`],
      [inNomad({ CheckRestart: { IgnoreWarnings: true } }), `${at}.CheckRestart.IgnoreWarnings`],
      [inNomad({ AddressMode: "driver" }), `${at}.AddressMode`],
      [inNomad({ FailuresBeforeCritical: 1 }), `${at}.FailuresBeforeCritical`],
      [inNomad({ TLSServerName: "a" }), `${at}.TLSServerName`],
    ],
    near: [
      inNomad({ CheckRestart: { Limit: 3 } }),
      inNomad({ AddressMode: "alloc", TLSSkipVerify: true }),
      // The API makes it 0.
      inNomad({ FailuresBeforeCritical: -1 }),
      inConsul({ TLSServerName: "a", OnUpdate: "ignore_warnings" }),
    ],
  },
  NX2340: {
    broken: [[inNomad({ Method: "FETCH" }), `${at}.Method`]],
    near: [
      inNomad({ Method: "get" }),
      inNomad({ Method: "" }),
      inNomad({ Method: "FETCH", Type: "HTTP" }),
      inConsul({ Method: "FETCH" }),
    ],
  },
});

testRules(checkRestartRules, {
  "NX216 Limit": {
    broken: [[inConsul({ CheckRestart: { Limit: -1 } }), `${at}.CheckRestart.Limit`]],
    near: [inConsul({ CheckRestart: { Limit: 0 } })],
  },
  "NX216 Grace": {
    broken: [[inNomad({ CheckRestart: { Grace: -1 } }), `${at}.CheckRestart.Grace`]],
    near: [inNomad({ CheckRestart: { Grace: 0 } })],
  },
});
