import { groupBy } from "../../units/group-by.ts";
import { blockOf, isAbsent, isAtLeast, textOf } from "../../jobspec/schema/_hub.ts";
import type { Stored } from "../diff/part.ts";
import { noUpdates, type Counters } from "./counters.ts";
import { isTerminal } from "./placement.ts";
import type { PreviewAllocation, PreviewDeployment } from "./cluster.ts";

/** The end of the allocations of a group, and how many are to be placed. */
export interface Reconciled {
  readonly updates: Counters;
  /** Allocations that have to be stopped before others can be placed, by their IDs. */
  readonly freed: readonly PreviewAllocation[];
  /** Allocations to find a node for: new ones, canaries, replacements, and those that move. */
  readonly placements: number;
}

/** The way in which an allocation becomes the planned version. */
export type Need = "nothing" | "in-place" | "destructive";

/** Facts about a group and its allocations that decide what becomes of them. */
export interface GroupState {
  /** As a server keeps it; nothing where the job no longer has it. */
  readonly group: Stored | undefined;
  readonly isBatch: boolean;
  readonly allocations: readonly PreviewAllocation[];
  /** Whether the job is another version than the one that runs. */
  readonly isNewVersion: boolean;
  readonly deployment?: PreviewDeployment | undefined;
  /** The version that runs. */
  readonly version: number;
  readonly needOf: (allocation: PreviewAllocation) => Need;
  /** Whether the allocation's node is there: it may be gone, or out of the servers' sight. */
  readonly conditionOf: (allocation: PreviewAllocation) => "there" | "disconnected" | "gone";
  /** Whether the job was told to stop. */
  readonly isStopped: boolean;
}

/**
 * Counts what a scheduler does with the allocations of a service's or batch job's group: how many are created, stopped, replaced (at once, as far as `max_parallel` lets it), updated in place, or tried as canaries first. Failed allocations that wait to be
 * started elsewhere, and clients that come back, are not looked at.
 * @see hashicorp/nomad scheduler/reconciler/reconcile_cluster.go computeGroup (2.0.5)
 */
export function reconcileGroup(state: GroupState): Reconciled {
  const { group, isBatch } = state;
  const count = Number(group?.["Count"] ?? 0);
  const counts = noUpdates();
  const current = state.allocations.filter((item) => isBatch || item.DesiredStatus === "run");
  if (state.isStopped) {
    const running = current.filter((item) => !isTerminal(item));
    counts.Stop = running.length;
    return { updates: counts, freed: running, placements: 0 };
  }
  if (group === undefined || count === 0) {
    counts.Stop = current.length;
    return { updates: counts, freed: current, placements: 0 };
  }
  const update = blockOf(group, "Update") ?? {};
  const [maxParallel, wantedCanaries] = [Number(update["MaxParallel"] ?? 0), Number(update["Canary"] ?? 0)];
  const deployment = currentDeployment(state);
  const isPaused = ["paused", "pending", "initializing"].includes(deployment?.Status ?? "");
  const isFailed = deployment?.Status === "failed";
  const ofGroup = deployment?.TaskGroups[textOf(group, "Name")];

  // Canaries of another version, or of one that failed, have had their time.
  const oldCanaries = current.filter(
    (item) => item.Canary === true && (deployment === undefined || isFailed) && !wasPromoted(state, item),
  );
  counts.Stop += oldCanaries.length;
  const left = current.filter((item) => !oldCanaries.includes(item));
  const canaries = left.filter(({ Canary: isCanary }) => isCanary === true && deployment !== undefined);

  const sets = classify(left, state);
  counts.Ignore += sets.ignored;
  counts.Disconnect += sets.disconnecting.length;
  const { migrating, lost, rescheduled } = sets;
  let { untainted } = sets;
  counts.RescheduleLater += laterOnes(untainted, sets.disconnecting, group).length;

  let isCanarying = ofGroup !== undefined && ofGroup.DesiredCanaries > 0 && !ofGroup.Promoted;
  const known = untainted.filter(({ ClientStatus: status }) => status !== "unknown");
  const remove = known.length + migrating.length - count - (isCanarying ? canaries.length : 0);
  const stopped = remove <= 0 ? [] : lastOf(known, remove, isCanarying ? canaries : []);
  counts.Stop += lost.length + stopped.length;
  untainted = untainted.filter((item) => !stopped.includes(item));

  const needs = new Map(untainted.map((item) => [item, needOf(item, state)]));
  const having = (need: Need): PreviewAllocation[] => untainted.filter((item) => needs.get(item) === need);
  const destructive = having("destructive");
  counts.Ignore += having("nothing").length;
  counts.InPlaceUpdate += having("in-place").length;
  if (isCanarying) untainted = untainted.filter((item) => !canaries.includes(item));

  const needsCanaries =
    destructive.length > 0 && canaries.length < wantedCanaries && ofGroup?.Promoted !== true;
  if (needsCanaries) {
    isCanarying = true;
    if (!isPaused && !isFailed) counts.Canary += wantedCanaries - canaries.length;
  }
  let allowed = count;
  if (maxParallel > 0 && destructive.length + migrating.length > 0) {
    const isHeld = isPaused || isFailed || isCanarying;
    allowed = allowedNow(deployment, { maxParallel, isHeld, untainted });
  }
  // Those on a lost client that are to be stopped there first hold up the whole group.
  const isWaiting = lost.length > 0 && !isAbsent(blockOf(group, "Disconnect")?.["StopOnClientAfter"]);
  const free = Math.max(0, count - untainted.length - migrating.length - rescheduled.length);
  const placements = isWaiting ? 0 : free + rescheduled.length;
  const isReady = !isPaused && !isFailed && !isCanarying;
  const placed = isReady ? placements : Math.min(lost.length + rescheduled.length, placements);
  counts.Place += placed;
  counts.Stop += isWaiting ? 0 : rescheduled.length;
  if (isReady) allowed -= Math.min(placed, allowed);
  const replaced = isReady ? Math.min(destructive.length, allowed) : 0;
  counts.DestructiveUpdate += replaced;
  counts.Ignore += destructive.length - replaced;
  counts.Migrate += migrating.length;
  return {
    updates: counts,
    freed: [...oldCanaries, ...lost, ...stopped, ...destructive.slice(0, replaced), ...migrating],
    placements: placed + replaced + counts.Canary + migrating.length,
  };
}

/** An allocation that has ended needs no update where it ran. */
function needOf(item: PreviewAllocation, state: GroupState): Need {
  const need = state.needOf(item);
  return need === "in-place" && isTerminal(item) ? "nothing" : need;
}

/** The allocations of a group by what has become of them where they run. */
interface Classes {
  readonly untainted: readonly PreviewAllocation[];
  readonly migrating: readonly PreviewAllocation[];
  readonly lost: readonly PreviewAllocation[];
  /** Failed ones that are started elsewhere now. */
  readonly rescheduled: readonly PreviewAllocation[];
  /** Of the untainted ones, those whose client the servers have lost sight of. */
  readonly disconnecting: readonly PreviewAllocation[];
  /** How many have ended for good and are only counted. */
  readonly ignored: number;
}

function classify(items: readonly PreviewAllocation[], state: GroupState): Classes {
  const byFate = groupBy(items, (item) => fateOf(item, state));
  const having = (fate: Fate): readonly PreviewAllocation[] => byFate.get(fate) ?? [];
  return {
    untainted: [...having("untainted"), ...having("disconnecting")],
    migrating: having("migrating"),
    lost: having("lost"),
    rescheduled: having("rescheduled"),
    disconnecting: having("disconnecting"),
    ignored: having("ended").length,
  };
}

/** The state of an allocation; `replaced` ones are as good as none. */
type Fate = Exclude<keyof Classes, "ignored"> | "ended" | "replaced";

/** @see hashicorp/nomad scheduler/reconciler/filters.go classifyAllocs, filterByRescheduleable (2.0.5) */
function fateOf(item: PreviewAllocation, { isBatch, isNewVersion, group, conditionOf }: GroupState): Fate {
  const { ClientStatus: status, DesiredStatus: desired } = item;
  if (isBatch && isTerminal(item) && (isNewVersion || desired !== "run")) return "ended";
  if (status === "failed") return item.RescheduleNow === true ? "rescheduled" : "untainted";
  // A service's task that has ended is replaced, a batch's is done.
  if (isTerminal(item)) return isBatch ? "untainted" : "replaced";
  const condition = conditionOf(item);
  if (condition === "disconnected") {
    if (status === "unknown") return "untainted";
    return isAtLeast(blockOf(group ?? {}, "Disconnect")?.["LostAfter"], 1) ? "disconnecting" : "lost";
  }
  if (condition === "gone") return "lost";
  return item.Migrate === true ? "migrating" : "untainted";
}

/** Those that will be started elsewhere later: failed ones that may be, and disconnected ones that are to be replaced. */
function laterOnes(
  untainted: readonly PreviewAllocation[],
  disconnecting: readonly PreviewAllocation[],
  group: Stored,
): readonly PreviewAllocation[] {
  const policy = blockOf(group, "ReschedulePolicy");
  const mayBe = policy?.["Unlimited"] === true || isAtLeast(policy?.["Attempts"], 1);
  const failed = mayBe ? untainted.filter(({ ClientStatus: status }) => status === "failed") : [];
  const isReplaced = blockOf(group, "Disconnect")?.["Replace"] !== false;
  return [...failed, ...(isReplaced ? disconnecting : [])];
}

/** The deployment that goes on: of the version that is planned, and not yet successful. */
function currentDeployment({ deployment, isNewVersion, version }: GroupState): PreviewDeployment | undefined {
  const isCurrent = deployment !== undefined && !isNewVersion && deployment.JobVersion === version;
  return isCurrent && !["successful", "cancelled"].includes(deployment.Status) ? deployment : undefined;
}

/** Whether the canary's deployment took it over: then it is an allocation like others. */
function wasPromoted(
  { deployment }: GroupState,
  { TaskGroup: group, JobVersion: version }: PreviewAllocation,
): boolean {
  return deployment?.JobVersion !== version || deployment.TaskGroups[group]?.Promoted === true;
}

interface Limits {
  readonly maxParallel: number;
  readonly isHeld: boolean;
  readonly untainted: readonly PreviewAllocation[];
}

/** How many may be replaced now: an unhealthy one stops all, one that is not yet healthy takes a place. */
function allowedNow(
  deployment: PreviewDeployment | undefined,
  { maxParallel, isHeld, untainted }: Limits,
): number {
  if (deployment === undefined) return isHeld ? 0 : maxParallel;
  if (isHeld) return 0;
  const partOf = untainted.filter(({ JobVersion: version }) => version === deployment.JobVersion);
  if (partOf.some(({ Healthy: isHealthy }) => isHealthy === false)) return 0;
  return Math.max(0, maxParallel - partOf.filter(({ Healthy: isHealthy }) => isHealthy === undefined).length);
}

/** Those with the highest numbers in their names. */
function lastOf(
  items: readonly PreviewAllocation[],
  count: number,
  except: readonly PreviewAllocation[],
): PreviewAllocation[] {
  const indexOf = ({ Name: name }: PreviewAllocation): number => Number(/\[(\d+)\]$/.exec(name)?.[1] ?? 0);
  return items
    .filter((item) => !except.includes(item))
    .toSorted((a, b) => indexOf(b) - indexOf(a))
    .slice(0, count);
}
