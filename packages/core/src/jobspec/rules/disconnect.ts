import { disconnect } from "../schema/disconnect.ts";
import { blockRules } from "./rule.ts";
import { inRange, oneOfValues } from "./schema-rules.ts";

/** Allocations on nodes that are disconnected. @see hashicorp/nomad nomad/structs/group.go DisconnectStrategy.Validate (2.0.5) */
export const disconnectRules = blockRules(disconnect, undefined, [
  inRange(disconnect, "StopOnClientAfter", { least: 0 }, () => "stop_after cannot be a negative duration"),
  {
    code: "NX2105",
    find: ({ StopOnClientAfter }, { job: { Type } }) =>
      StopOnClientAfter !== null &&
      Type !== "service" &&
      Type !== "batch" && {
        keys: ["StopOnClientAfter"],
        at: "key",
        summary: `A ${Type} job takes no "stop_on_client_after"`,
        allowed: 'in jobs of the type "service" or "batch"',
        nomad: "stop_after can only be used with service or batch job types",
      },
  },
  inRange(disconnect, "LostAfter", { least: 0 }, () => "lost_after cannot be a negative duration"),
  {
    code: "NX2106",
    find: ({ StopOnClientAfter, LostAfter }) =>
      StopOnClientAfter !== null &&
      Number(LostAfter) !== 0 && {
        keys: ["LostAfter"],
        at: "key",
        summary: "lost_after and stop_on_client_after exclude each other",
        detail: "One keeps the allocation running on a node that is disconnected, the other stops it there.",
        help: "Leave one of them out.",
        nomad: "Disconnect cannot be configured with both lost_after and stop_after",
      },
  },
  oneOfValues(disconnect, "Reconcile", (value) => `reconcile option is invalid: ${value}`),
]);
