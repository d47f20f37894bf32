import { block, bool, duration, oneOf, string, strings, type Named } from "./_define.ts";
import { signals } from "./_signals.ts";

const definition = block(
  "WorkloadIdentity",
  {
    /** Name of the identity; `default` is the one that Nomad itself accepts. */
    name: string("Name", { absent: "default", since: "1.7.0" }),
    /** For whom the token is meant (`aud`). */
    aud: strings("Audience", { since: "1.7.0" }),
    /** How long the token is valid; Nomad renews it in time. */
    ttl: duration("TTL", { since: "1.7.0" }),
    /** Put the token into the environment as `NOMAD_TOKEN` or `NOMAD_TOKEN_<name>`. */
    env: bool("Env", { default: false }),
    /** Write the token to the task's secrets directory. */
    file: bool("File", { default: false }),
    /** File for the token, relative to the task's directory; needs `file`. */
    filepath: string("Filepath", { since: "1.9.0" }),
    /** The action on the task when the token is renewed. */
    change_mode: oneOf("ChangeMode", ["noop", "restart", "signal"], {
      default: "noop",
      filledInBy: [],
      since: "1.7.0",
    }),
    /** Signal for `change_mode = "signal"`. */
    change_signal: string("ChangeSignal", { usual: signals, since: "1.7.0" }),
    /** Service that the identity belongs to; Nomad sets it. */
    service_name: string("ServiceName", { since: "1.7.0" }),
    /** Names of further claims, from the agents' configuration, to put into the token. */
    extra_claims: strings("ExtraClaims", { since: "2.0.3" }),
  },
  { byValue: true },
);

/** A workload identity: a signed token (JWT) that tells others what the task is. */
export const identity: IdentityBlock = definition;

/** @see hashicorp/nomad api/tasks.go WorkloadIdentity (2.0.5) */
export interface IdentityBlock extends Named<typeof definition> {}
