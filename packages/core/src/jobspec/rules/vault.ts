import { quote } from "../../go/quote.ts";
import { vault } from "../schema/vault.ts";
import { blockRules } from "./rule.ts";
import { oneOfValues } from "./schema-rules.ts";

/** The token of Vault that a task gets. @see hashicorp/nomad nomad/structs/structs.go Vault.Validate, nomad/job_endpoint_hook_vault_ce.go, nomad/job_endpoint_hooks.go validateVaultIdentity (2.0.5) */
export const vaultRules = blockRules(
  vault,
  ["Task"],
  [
    oneOfValues(vault, "ChangeMode", (value) => `Unknown change mode ${quote(value)}`, "refused"),
    {
      code: "NX2270",
      find: ({ ChangeMode, ChangeSignal }) =>
        ChangeMode === "signal" &&
        ChangeSignal === "" && {
          keys: ["ChangeSignal"],
          summary: "The signal is empty",
          help: 'Name one, such as "SIGHUP".',
          nomad: 'Signal must be specified when using change mode "signal"',
        },
    },
    {
      code: "NX2910",
      find: ({ Cluster }, { server }) => {
        const isOther = server.enterprise === false && Cluster !== "default";
        if (server.vault !== false && !isOther) return undefined;
        return {
          ...(isOther && { keys: ["Cluster"] }),
          at: "key",
          summary: isOther
            ? "Another Vault than the default takes Nomad Enterprise"
            : "These servers have no Vault",
          detail: "The task asks for a token of a Vault that the servers do not use.",
          help: isOther
            ? 'Leave "cluster" out.'
            : 'Leave the block "vault" out, or enable Vault in the configuration of the servers.',
          nomad: `Vault ${quote(Cluster)} not enabled but used in the job`,
        };
      },
    },
    {
      code: "NX2911",
      find: ({ Namespace }, { server }) =>
        server.enterprise === false &&
        server.vault === true &&
        Namespace !== "" && {
          keys: ["Namespace"],
          at: "key",
          summary: "A namespace of Vault takes Nomad Enterprise",
          help: "Leave it out.",
          nomad: `multiple Vault namespaces requires Nomad Enterprise, Namespaces: ${Namespace}`,
        },
    },
    {
      code: "NX2912",
      find: ({ Cluster }, { server, task }) =>
        server.vault === true &&
        Cluster !== "default" &&
        task?.Identities.every(({ Name }) => Name !== `vault_${Cluster}`) === true && {
          keys: ["Cluster"],
          severity: server.enterprise === false ? "error" : "warning",
          summary: "The task has no identity for this Vault",
          detail: `The Vault ${JSON.stringify(Cluster)} gives its token to an identity that is called "vault_${Cluster}".`,
          help: `Add identity { name = "vault_${Cluster}", aud = ["vault.io"] } to the task.`,
          nomad: `Task ${task.Name} uses Vault cluster ${Cluster} but does not have an identity named vault_${Cluster} and no default identity is provided in agent configuration`,
        },
    },
  ],
);
