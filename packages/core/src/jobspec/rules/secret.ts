import { secret } from "../schema/secret.ts";
import { blockRules } from "./rule.ts";
import { requiredText } from "./schema-rules.ts";

/** Secrets that a task gets. @see hashicorp/nomad nomad/structs/structs.go Secret.Validate, Task.Validate (2.0.5) */
export const secretRules = blockRules(secret, undefined, [
  {
    code: "NX2260",
    find: ({ Name }) =>
      !/^[a-zA-Z0-9_]{1,128}$/.test(Name) && {
        keys: ["Name"],
        summary: Name === "" ? "The secret has no name" : "Nomad does not take this name for a secret",
        received: Name,
        allowed: "1 to 128 letters, digits and underscores",
        nomad:
          Name === "" ? "secret name cannot be empty" : "secret name must match regex ^[a-zA-Z0-9_]{1,128}$",
      },
  },
  requiredText(secret, "Provider", "secret provider cannot be empty"),
  requiredText(secret, "Path", "secret path cannot be empty"),
  {
    code: "NX2261",
    find: ({ Provider, Env, Config }) => {
      const isBuiltIn = Provider === "nomad" || Provider === "vault";
      const [field, name, given] = isBuiltIn ? ["Env", "env", Env] : ["Config", "config", Config];
      return (
        Object.keys(given).length > 0 && {
          keys: [field],
          at: "key",
          summary: `A secret of this provider takes no "${name}"`,
          detail: isBuiltIn
            ? `"env" is the environment of a plugin, and ${JSON.stringify(Provider)} is none.`
            : 'A plugin is told by "env" what it needs.',
          help: `Use "${isBuiltIn ? "config" : "env"}" instead.`,
          nomad: isBuiltIn
            ? `${Provider} provider cannot use the env block`
            : `custom plugin provider ${Provider} cannot use the config block`,
        }
      );
    },
  },
  {
    code: "NX2262",
    find: ({ Name, Provider }, { task }) =>
      Provider === "vault" &&
      task?.Vault === null && {
        keys: ["Provider"],
        summary: "A secret of Vault in a task without Vault",
        help: 'Add the block "vault" to the task: it gets the token that the secret is read with.',
        nomad: `Secret ${JSON.stringify(Name)} has provider "vault" but no vault block`,
      },
  },
]);
