import { identity } from "../schema/identity.ts";
import { blockRules } from "./rule.ts";

/**
 * Identities with which services are registered in Consul. Of what is a fault in those of a task, Nomad looks at the audience
 * only.
 * @see hashicorp/nomad nomad/structs/services.go Service.validateIdentity, Warnings (2.0.5)
 */
export const serviceIdentityRules = blockRules(
  identity,
  ["Service"],
  [
    {
      code: "NX2305",
      find: ({ Audience }) =>
        Audience.length === 0 && {
          keys: ["Audience"],
          at: "key",
          summary: "The identity of a service needs an audience",
          help: 'Say who the token is for: aud = ["consul.io"].',
          nomad: "Service identity must provide at least one target aud value",
        },
    },
    {
      code: "NX2306",
      find: ({ Audience }, { service }) =>
        Audience.length !== 1 && {
          keys: ["Audience"],
          at: "key",
          severity: "warning",
          summary: `The token of the service is for ${Audience.length === 0 ? "nobody in particular" : "several audiences"}`,
          detail: "Whoever gets it from the service can use it elsewhere.",
          help: "Name one audience.",
          nomad:
            Audience.length === 0
              ? `Service "${service?.Name}": identities without an audience are insecure`
              : `Service "${service?.Name}": while multiple audiences is allowed, it is more secure to use 1 audience per identity`,
        },
    },
    {
      code: "NX2307",
      find: ({ Name, TTL }, { service }) =>
        Name !== "" &&
        Name !== "default" &&
        Number(TTL) === 0 && {
          keys: ["TTL"],
          at: "key",
          severity: "warning",
          summary: "The token of the service never expires",
          help: 'Set ttl, such as "1h": Nomad renews the token in time.',
          nomad: `Service "${service?.Name}": identities without an expiration are insecure`,
        },
    },
    {
      code: "NX2308",
      find: ({ Env, ChangeMode }, { service }) =>
        Env &&
        ChangeMode !== "restart" && {
          keys: ["Env"],
          severity: "warning",
          summary: "A token in the environment stays as it was when the task was started",
          help: "Leave env out: it is Nomad that uses the token of a service.",
          nomad: `Service "${service?.Name}": using env=true without change_mode="restart" may result in task not getting updated identity`,
        },
    },
  ],
);
