import { block, bool, duration, oneOf, type Named } from "./_define.ts";

const definition = block("DisconnectStrategy", {
  /** How long the node counts as disconnected before its allocations are lost. */
  lost_after: duration("LostAfter"),
  /** How long the disconnected client keeps its allocations running; not together with `lost_after`. */
  stop_on_client_after: duration("StopOnClientAfter", { stored: "pointer" }),
  /** Start replacements while the node is disconnected. */
  replace: bool("Replace", { default: true, stored: "pointer" }),
  /** Which allocations stay when the node comes back. */
  reconcile: oneOf("Reconcile", ["best_score", "longest_running", "keep_original", "keep_replacement"], {
    default: "best_score",
    filledInBy: ["api", "server"],
  }),
});

/** The treatment of allocations on a node that the servers lose sight of. */
export const disconnect: DisconnectBlock = definition;

/** @see hashicorp/nomad api/tasks.go DisconnectStrategy (2.0.5) */
export interface DisconnectBlock extends Named<typeof definition> {}
