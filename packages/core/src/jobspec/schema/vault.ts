import { block, bool, oneOf, string, strings, type Named } from "./_define.ts";
import { signals } from "./_signals.ts";
import { filledInByParser } from "./_defaults.ts";
import { textOf } from "./_hub.ts";

const fields = {
  /** Vault role that the task's identity logs in with. */
  role: string("Role", { absent: "the agent's create_from_role", since: "1.7.0", byValue: true }),
  /** Vault policies of the token. */
  policies: strings("Policies", { stored: "never", deprecated: "role", until: "1.9" }),
  /** Vault namespace (Vault Enterprise). */
  namespace: string("Namespace", { default: "", since: "0.12.2" }),
  /** Name of the Vault cluster in the agents' configuration (Nomad Enterprise). */
  cluster: string("Cluster", {
    default: "default",
    filledInBy: ["api", "server"],
    since: "1.7.0",
    byValue: true,
  }),
  /** Put the token into the environment as `VAULT_TOKEN`. */
  env: bool("Env", { default: true, filledInBy: ["parser", "api"] }),
  /** Keep the token out of the task's secrets directory. */
  disable_file: bool("DisableFile", { default: false, filledInBy: ["parser", "api"], since: "1.6.0" }),
  /** The action on the task when it gets a new token. */
  change_mode: oneOf("ChangeMode", ["noop", "restart", "signal"], {
    default: "restart",
    filledInBy: ["parser", "api", "server"],
  }),
  /** Signal for `change_mode = "signal"`. */
  change_signal: string("ChangeSignal", { usual: signals, default: "SIGHUP" }),
  /** Let the token expire instead of renewing it. */
  allow_token_expiration: bool("AllowTokenExpiration", { default: false, since: "1.7.3" }),
} as const;

const definition = block("Vault", fields, {
  ...filledInByParser(fields),
  /** @see hashicorp/nomad nomad/structs/structs.go Vault.Canonicalize (2.0.5) */
  store: (hub) => {
    hub["ChangeSignal"] = textOf(hub, "ChangeSignal").toUpperCase();
  },
});

/** Gives a task a Vault token. */
export const vault: VaultBlock = definition;

/** @see hashicorp/nomad api/tasks.go Vault (2.0.5) */
export interface VaultBlock extends Named<typeof definition> {}
