import { isOffline, type ComparedWith } from "./compared-with.ts";
import type { UnseenChange } from "./diff/unseen-changes.ts";
import type { Uint } from "../units/uint.ts";
import type { DesiredUpdates, JobPlanResponse, TaskGroupDiff } from "../answers/plan-response.ts";

/** Allocations by what would happen to them. */
export interface AllocationCounts {
  readonly create: number;
  readonly canary: number;
  readonly inPlace: number;
  /** Stopped and created anew, at once. */
  readonly destructive: number;
  /** The same, later: when it is their turn in a rolling update, or the canaries are promoted. */
  readonly waiting: number;
  readonly destroy: number;
  readonly migrate: number;
}

/** The effect of registering one job. */
export interface PlanVerdict {
  readonly job: string;
  /**
   * `new`: there is no such job. `changed`: anything differs, also what touches no allocation.
   * `unchanged`: it is registered as it is, even if the scheduler still has allocations to place: see `counts`.
   * `removed`: it is among the jobs compared with, and not among the planned ones.
   */
  readonly kind: "new" | "changed" | "unchanged" | "removed";
  /** Also of an unchanged job: what the scheduler still has to do for it. */
  readonly counts: AllocationCounts;
  /** Offline, groups of which something happens on every eligible node, however many those are. */
  readonly onEveryNode: readonly string[];
  /** Groups of which not all allocations can be placed, sorted. */
  readonly unplaced: readonly string[];
}

/** As much of the planned job as the verdict needs; an API job has it. */
export interface JudgedJob {
  readonly ID?: string | null | undefined;
  readonly Type?: string | null | undefined;
}

/**
 * Judges a plan by its diff and its annotations, because neither tells all: a new order of groups or a spread of the
 * job changes no diff but updates allocations in place, and a scaling block makes a group `Edited` although nothing
 * differs. A change that no diff shows goes unseen where no allocation runs that it could update, unless it is given.
 * @param unseen what `unseenChanges` found, where the job of before is known
 */
export function planVerdict(
  plan: JobPlanResponse,
  job: JudgedJob,
  comparedWith: ComparedWith,
  unseen: readonly UnseenChange[] = [],
): PlanVerdict {
  const visible = kindOf(plan);
  const kind = visible === "unchanged" && unseen.length > 0 ? "changed" : visible;
  const updates = plan.Annotations?.DesiredTGUpdates ?? {};
  const counts = Object.values(updates).map((group) => countsOf(group, kind, job));
  const offline = isOffline(comparedWith);
  const groups = plan.Diff?.TaskGroups ?? [];
  return {
    job: plan.Diff?.ID ?? job.ID ?? "",
    kind,
    counts: addCounts(counts),
    onEveryNode: offline
      ? groups.filter(({ Name, Type }) => Type !== "None" && !(Name in updates)).map(({ Name }) => Name)
      : [],
    unplaced: Object.keys(plan.FailedTGAllocs ?? {}).toSorted(),
  };
}

/** Whether anything would happen to any allocation: it may also where a job has not changed. */
export function touchesAllocations(counts: AllocationCounts): boolean {
  return Object.values(counts).some((count) => count > 0);
}

/** The sum of several counts. */
export function addCounts(counts: readonly AllocationCounts[]): AllocationCounts {
  const sum = (of: (each: AllocationCounts) => number): number =>
    counts.reduce((total, each) => total + of(each), 0);
  return {
    create: sum(({ create }) => create),
    canary: sum(({ canary }) => canary),
    inPlace: sum(({ inPlace }) => inPlace),
    destructive: sum(({ destructive }) => destructive),
    waiting: sum(({ waiting }) => waiting),
    destroy: sum(({ destroy }) => destroy),
    migrate: sum(({ migrate }) => migrate),
  };
}

function kindOf(plan: JobPlanResponse): PlanVerdict["kind"] {
  if (plan.Diff?.Type === "Deleted") return "removed";
  if (plan.Diff?.Type === "Added" || (!plan.Diff && BigInt(plan.JobModifyIndex) === 0n)) return "new";
  if (plan.Diff && plan.Diff.Type !== "None") {
    const { Fields, Objects, TaskGroups } = plan.Diff;
    const differs = Fields?.length || Objects?.length || TaskGroups?.some(isRealChange);
    return differs ? "changed" : "unchanged";
  }
  // Without a visible change, only a job whose spec differs is updated in place. Creating and replacing is no sign:
  // it may be what is left of an earlier change.
  const updates = Object.values(plan.Annotations?.DesiredTGUpdates ?? {});
  return updates.some(({ InPlaceUpdate }) => InPlaceUpdate > 0) ? "changed" : "unchanged";
}

/**
 * Whether a group differs. One with a scaling block always shows an edited object `Scaling`: the stored policy has an
 * id, the submitted one has none.
 */
function isRealChange(group: TaskGroupDiff): boolean {
  if (group.Type === "None") return false;
  const objects = group.Objects ?? [];
  const [scaling] = objects;
  const onlyScaling =
    group.Type === "Edited" &&
    objects.length === 1 &&
    scaling?.Name === "Scaling" &&
    scaling.Type === "Edited" &&
    !scaling.Fields?.some(({ Type }) => Type !== "None") &&
    !scaling.Objects?.some(({ Type }) => Type !== "None") &&
    !group.Fields?.length &&
    !group.Tasks?.some(({ Type }) => Type !== "None");
  return !onlyScaling;
}

function countsOf(updates: DesiredUpdates, kind: PlanVerdict["kind"], { Type }: JudgedJob): AllocationCounts {
  const isSystem = Type === "system";
  const place = signed(updates.Place);
  const destructive = signed(updates.DestructiveUpdate);
  const canary = signed(updates.Canary);
  const inPlace = signed(updates.InPlaceUpdate);
  // A system job counts every node that it may run on as a placement, those that it runs on already as well.
  const placedAlready = isSystem ? signed(updates.Ignore) + inPlace + destructive : 0;
  // Of a service that changes in this way the server leaves alone only what waits for its turn; system jobs count all.
  const replaces = kind === "changed" && !isSystem && destructive + canary > 0;
  return {
    create: Math.max(0, place - placedAlready),
    canary,
    // Of an unchanged job with a scaling block the server would update all, for the id of the policy that it adds itself.
    inPlace: kind === "unchanged" ? 0 : inPlace,
    destructive,
    waiting: replaces ? signed(updates.Ignore) : 0,
    destroy: signed(updates.Stop),
    migrate: signed(updates.Migrate),
  };
}

/** A counter that the server took below zero arrives as a number near 2^64. */
function signed(count: Uint): number {
  return Number(BigInt.asIntN(64, BigInt(count)));
}
