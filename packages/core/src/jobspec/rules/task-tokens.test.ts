import { describe } from "vitest";

import { identityRules } from "./identity.ts";
import { inTask, second, testRules, type RuleInput } from "./testing/rule-cases.ts";
import { vaultRules } from "./vault.ts";

const task = "TaskGroups[0].Tasks[0]";

describe("identity", () => {
  const at = `${task}.Identities[0]`;
  const good = { Name: "a", Audience: ["a"], TTL: 60 * second };
  const as = (change: object) => inTask({ Identities: [{ ...good, ...change }] });

  testRules(identityRules, {
    NX2280: {
      broken: [
        [as({ Name: "a.b" }), `${at}.Name`],
        [as({ Name: "x".repeat(129) }), `${at}.Name`],
      ],
      near: [as({ Name: "A-1_b" }), as({ Name: "" })],
    },
    NX2281: {
      // The last one counts, and the others are too many.
      broken: [[inTask({ Identities: [{}, good, { Name: "default" }] }), at]],
      near: [inTask({ Identities: [good, { Name: "default" }] })],
    },
    NX2282: {
      broken: [[as({ Audience: ["a", ""] }), `${at}.Audience[1]`]],
      near: [as({ Audience: ["a", " "] })],
    },
    "NX205 ChangeMode": {
      broken: [[as({ ChangeMode: "script" }), `${at}.ChangeMode`]],
      near: [as({ ChangeMode: "" })],
    },
    NX2283: {
      broken: [
        [as({ ChangeMode: "signal" }), `${at}.ChangeSignal`],
        [as({ ChangeSignal: "SIGHUP" }), `${at}.ChangeSignal`],
      ],
      near: [as({ ChangeMode: "signal", ChangeSignal: "sighup" })],
    },
    NX2284: {
      broken: [[inTask({ Identities: [good, { TTL: 1 }] }), `${task}.Identities[1].TTL`]],
      near: [inTask({ Identities: [good, { TTL: 0 }] })],
    },
    "NX216 TTL": { broken: [[as({ TTL: -1 }), `${at}.TTL`]], near: [as({ TTL: 0 })] },
    NX2285: {
      broken: [[as({ Filepath: "a" }), `${at}.Filepath`]],
      near: [as({ Filepath: "a", File: true })],
    },
    NX2286: {
      severity: "warning",
      broken: [
        [as({ Audience: [] }), `${at}.Audience`],
        [as({ Audience: ["a", "b"] }), `${at}.Audience`],
      ],
      near: [as({}), inTask({ Identities: [{}] })],
    },
    NX2287: {
      severity: "warning",
      broken: [[as({ TTL: 0 }), `${at}.TTL`]],
      near: [as({ TTL: 1 }), inTask({ Identities: [{}] })],
    },
    NX2288: {
      severity: "warning",
      broken: [[as({ Env: true }), `${at}.Env`]],
      near: [as({ Env: true, ChangeMode: "restart" }), inTask({ Identities: [{ Env: true }] })],
    },
    NX2289: {
      severity: "warning",
      broken: [[as({ Name: "vault_default" }), at]],
      near: [as({ Name: "vault" }), inTask({ Identities: [{ ...good, Name: "vault_default" }], Vault: {} })],
    },
  });
});

describe("vault", () => {
  const at = `${task}.Vault`;
  const server = { vault: true, enterprise: false };
  const on = (Vault: object, change: object = {}): RuleInput => ({
    job: inTask({ Vault }),
    server: { ...server, ...change },
  });

  testRules(vaultRules, {
    "NX205 ChangeMode": {
      broken: [[inTask({ Vault: { ChangeMode: "script" } }), `${at}.ChangeMode`]],
      near: [inTask({ Vault: { ChangeMode: "" } })],
    },
    NX2270: {
      broken: [[inTask({ Vault: { ChangeMode: "signal", ChangeSignal: "" } }), `${at}.ChangeSignal`]],
      near: [inTask({ Vault: { ChangeMode: "signal" } })],
    },
    NX2910: {
      broken: [
        [on({}, { vault: false }), at],
        [on({ Cluster: "eu" }), `${at}.Cluster`],
      ],
      near: [on({}), inTask({ Vault: {} }), on({ Cluster: "eu" }, { enterprise: true })],
    },
    NX2911: {
      broken: [[on({ Namespace: "a" }), `${at}.Namespace`]],
      near: [on({ Namespace: "a" }, { enterprise: true }), on({ Namespace: "" })],
    },
    NX2912: {
      broken: [[on({ Cluster: "eu" }), `${at}.Cluster`]],
      near: [
        on({ Cluster: "default" }),
        { job: inTask({ Vault: { Cluster: "eu" }, Identities: [{ Name: "vault_eu" }] }), server },
      ],
    },
  });
});
