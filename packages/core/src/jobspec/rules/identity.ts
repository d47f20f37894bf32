import { quote } from "../../go/quote.ts";
import { identity } from "../schema/identity.ts";
import { blockRules, type At, type Found } from "./rule.ts";
import { inRange, oneOfValues } from "./schema-rules.ts";

/** Identities of a task. @see hashicorp/nomad nomad/structs/workload_id.go WorkloadIdentity.Validate, Warnings (2.0.5) */
export const identityRules = blockRules(
  identity,
  ["Task"],
  [
    {
      code: "NX2280",
      find: ({ Name }) =>
        !/^[a-zA-Z0-9-_]{1,128}$/.test(Name) && {
          keys: ["Name"],
          summary: "Nomad does not take this name for an identity",
          received: Name,
          allowed: "1 to 128 letters, digits, dashes and underscores",
          nomad: `invalid name ${quote(Name)}. Must match regex ^[a-zA-Z0-9-_]{1,128}$`,
        },
    },
    {
      code: "NX2281",
      find: ({ Name }, at) =>
        isFurther(at) &&
        Name === "default" && {
          summary: "The task has two default identities",
          detail: 'An identity without a name is the one that is called "default".',
          help: "Give this one another name.",
          nomad: "Duplicate default identities found",
        },
    },
    {
      code: "NX2282",
      find: ({ Audience }) =>
        Audience.flatMap((audience, index) =>
          audience === ""
            ? {
                keys: ["Audience", index],
                summary: "The audience is empty",
                help: 'Name who the token is for, such as "vault.io".',
                nomad: `an empty string is an invalid audience (${index + 1})`,
              }
            : [],
        ),
    },
    oneOfValues(identity, "ChangeMode", (value) => `invalid change_mode: ${value}`),
    {
      code: "NX2283",
      find: ({ ChangeMode, ChangeSignal }) => {
        if (ChangeMode === "signal")
          return (
            ChangeSignal === "" && {
              keys: ["ChangeSignal"],
              at: "key",
              summary: "The signal is missing",
              help: 'Name one, such as "SIGHUP".',
              nomad: 'change_signal must be specified when using change_mode="signal"',
            }
          );
        return (
          ["", "noop", "restart"].includes(ChangeMode) &&
          ChangeSignal !== "" && {
            keys: ["ChangeSignal"],
            at: "key",
            summary: "A signal that is never sent",
            help: 'Write change_mode "signal", or leave change_signal out.',
            nomad: `can only use change_signal=${quote(ChangeSignal)} with change_mode="signal"`,
          }
        );
      },
    },
    {
      code: "NX2284",
      find: ({ Name, TTL }) =>
        TTL > 0 &&
        Name === "default" && {
          keys: ["TTL"],
          at: "key",
          summary: "The default identity does not expire",
          help: "Leave ttl out, or give the identity a name.",
          nomad: "ttl for default identity not yet supported",
        },
    },
    inRange(identity, "TTL", { least: 0 }, () => "ttl must be >= 0"),
    {
      code: "NX2285",
      find: ({ Filepath, File }) =>
        Filepath !== "" &&
        !File && {
          keys: ["Filepath"],
          at: "key",
          summary: "A path for a file that is not written",
          help: "Write file = true, too.",
          nomad: "file parameter must be true in order to specify filepath",
        },
    },
    {
      code: "NX2286",
      find: ({ Name, Audience }, at) =>
        isFurther(at) &&
        Audience.length !== 1 && {
          keys: ["Audience"],
          at: "key",
          severity: "warning",
          summary:
            Audience.length === 0 ? "The token is for everybody" : "The token is for several audiences",
          detail: "Whoever gets it from one service can use it with the others.",
          help: "Name one audience an identity.",
          nomad:
            Audience.length === 0
              ? `Identity[${Name}] identities without an audience are insecure`
              : `Identity[${Name}] while multiple audiences is allowed, it is more secure to use 1 audience per identity`,
        },
    },
    {
      code: "NX2287",
      find: ({ Name, TTL }, at) =>
        isFurther(at) &&
        Name !== "default" &&
        Number(TTL) === 0 && {
          keys: ["TTL"],
          at: "key",
          severity: "warning",
          summary: "The token never expires",
          help: 'Write ttl, such as "1h": Nomad renews the token in time.',
          nomad: `Identity[${Name}] identities without an expiration are insecure`,
        },
    },
    {
      code: "NX2288",
      find: ({ Name, Env, ChangeMode }, at) =>
        isFurther(at) &&
        Env &&
        ChangeMode !== "restart" && {
          keys: ["Env"],
          severity: "warning",
          summary: "The task keeps the token that it was started with",
          detail: "The environment of a task that runs does not change when the token is renewed.",
          help: 'Write change_mode "restart", or read the token from a file.',
          nomad: `Identity[${Name}] using env=true without change_mode="restart" may result in task not getting updated identity`,
        },
    },
    { code: "NX2289", find: ({ Name }, at) => isFurther(at) && forMissingVault(Name, at) },
  ],
);

/** Whether it is one of those beside the default identity. */
function isFurther({ keys }: At): boolean {
  return typeof keys.at(-1) === "number";
}

function forMissingVault(name: string, { task }: At): Found {
  return (
    task?.Vault === null &&
    name.startsWith("vault_") && {
      severity: "warning",
      summary: "An identity for Vault in a task without Vault",
      help: 'Add the block "vault" to the task, or leave the identity out.',
      nomad: `Task ${task.Name} has an identity called ${name} but no vault block`,
    }
  );
}
