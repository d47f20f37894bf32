import { NomadxError } from "../diagnostics/errors.ts";
import type { ConsulClient } from "./client.ts";
import type { Check, HealthEntry } from "./instances.ts";

/**
 * Why a node or an instance is in maintenance, where a check stands for that: its reason, which is in the notes. Without
 * one, Consul says that there is none. `undefined` for every other check.
 * @see hashicorp/consul agent/structs/structs.go NodeMaint, ServiceMaintPrefix (1.8.7)
 * @example maintenanceReason({ CheckID: "_service_maintenance:web-1", Notes: "disk swap" }) // "disk swap"
 */
export function maintenanceReason({ CheckID, Notes }: Pick<Check, "CheckID" | "Notes">): string | undefined {
  return /^_(?:node_maintenance$|service_maintenance:)/.test(CheckID) ? Notes : undefined;
}

/**
 * The instances with what the agent that is asked knows of its own checks, where the catalog has no output of one that
 * does not pass. An agent tells Consul at once that the status of a check has changed, but of new output only after
 * `check_update_interval` (5 minutes): a check that failed from the start has none in the catalog until then.
 * @throws {NomadxError} never: what the agent does not tell stays unknown
 */
export async function withAgentOutputs(
  { agent }: Pick<ConsulClient, "agent">,
  entries: readonly HealthEntry[],
  signal?: AbortSignal,
): Promise<readonly HealthEntry[]> {
  if (!entries.some(({ Checks }) => Checks.some(isSilent))) return entries;
  const known = await agent.checks({ signal }).then(
    ({ value }) => new Map(Object.entries(value)),
    (error: unknown) => {
      if (error instanceof NomadxError) return new Map<string, never>();
      throw error;
    },
  );
  const outputOf = (check: Check): string => {
    const own = known.get(check.CheckID);
    return isSilent(check) && own?.Node === check.Node ? own.Output : check.Output;
  };
  return entries.map((entry) => ({
    ...entry,
    Checks: entry.Checks.map((check) => ({ ...check, Output: outputOf(check) })),
  }));
}

function isSilent(check: Check): boolean {
  return check.Status !== "passing" && check.Output === "" && maintenanceReason(check) === undefined;
}
