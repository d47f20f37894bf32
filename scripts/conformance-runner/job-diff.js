// @ts-check
// The common part of the adapters for differences between two jobs.
import { library } from "./library.js";

const { readApiJob } = await library("/jobspec");
const { annotate, diffJobs, previewPlan } = await library("/plan");

/**
 * @typedef {object} Line
 * @property {string} id
 * @property {any} old the job as it was registered; `null` for none
 * @property {any} new the job that was planned
 * @property {string} [before] what was done to the old job before the plan
 * @property {boolean} [looseOrder] the server leaves the order of some objects open
 * @property {any} plan
 */

/** Ours, with the scheduler's numbers that the server had. @param {Line} line */
export function ourDiff(line) {
  const before = jobBefore(line);
  const numbers = line.plan.Annotations ?? numbersIn(line.plan.Diff);
  return annotate(diffJobs(before, readApiJob(line.new).job), numbers);
}

/** The plan of a job that can run nowhere, made without the server. @param {Line} line */
export function previewNowhere(line) {
  const { Diff, Annotations, FailedTGAllocs } = previewPlan(jobBefore(line), readApiJob(line.new).job, {
    nodes: [],
    allocations: [],
  });
  return { Diff, Annotations, FailedTGAllocs };
}

/** The job that the server compares with: of the same ID and namespace. @param {Line} line */
export function jobBefore({ old, new: planned, before }) {
  const name = (/** @type {any} */ job) => `${job.ID} in ${job.Namespace ?? "default"}`;
  if (old === null || name(old) !== name(planned)) return null;
  const { job } = readApiJob(old);
  return before?.startsWith("the job was stopped") ? { ...job, Stop: true } : job;
}

/** Where the scheduler's numbers were not recorded by themselves, as many as the diff shows. @param {any} diff */
function numbersIn(diff) {
  const counters = {
    Ignore: "ignore",
    Place: "create",
    Migrate: "migrate",
    Stop: "destroy",
    Canary: "canary",
    InPlaceUpdate: "in-place update",
    DestructiveUpdate: "create/destroy update",
  };
  const groups = (diff.TaskGroups ?? []).filter((/** @type {any} */ { Updates }) => Updates !== null);
  return {
    DesiredTGUpdates: Object.fromEntries(
      groups.map((/** @type {any} */ { Name, Updates }) => [
        Name,
        Object.fromEntries(Object.entries(counters).map(([counter, name]) => [counter, Updates[name] ?? 0])),
      ]),
    ),
  };
}

/**
 * The same where the order of objects tells nothing: Nomad lists volumes as they come out of a map; of two others each may be
 * "less" than the other.
 * @param {any} diff
 * @param {boolean} isLoose whether the line says it of all objects of one name, type and size
 * @returns {any}
 */
export function inOrder(diff, isLoose) {
  if (Array.isArray(diff)) return diff.map((item) => inOrder(item, isLoose));
  if (typeof diff !== "object" || diff === null) return diff;
  const entries = Object.keys(diff)
    .toSorted()
    .map((key) => {
      const item = inOrder(diff[key], isLoose);
      return [key, key === "Objects" && Array.isArray(item) ? sortSiblings(item, isLoose) : item];
    });
  return Object.fromEntries(entries);
}

/**
 * @param {any[]} objects
 * @param {boolean} isLoose
 */
function sortSiblings(objects, isLoose) {
  /** @type {{ kind: string, objects: any[] }[]} */
  const runs = [];
  for (const object of objects) {
    const kind = object.Name === "Volume" ? "Volume" : sizeOf(object);
    const last = runs.at(-1);
    if (last?.kind === kind) last.objects.push(object);
    else runs.push({ kind, objects: [object] });
  }
  return runs.flatMap((run) => {
    if (run.objects.length === 1) return run.objects;
    // Comparing two of them, Nomad may sort what is in them, or may be done before that.
    const settled = run.objects.map(withSortedObjects);
    const isOrdered = run.kind !== "Volume" && !isLoose && isOrder(settled);
    return isOrdered ? settled : settled.toSorted(byText);
  });
}

/** @param {any} object @returns {any} */
function withSortedObjects(object) {
  if (object.Objects === null) return object;
  return { ...object, Objects: object.Objects.map(withSortedObjects).toSorted(byText) };
}

/** @param {unknown} a @param {unknown} b */
function byText(a, b) {
  return textOf(a) < textOf(b) ? -1 : 1;
}

/**
 * Whether objects of the same size stand in one order alone, to Nomad: of any two one is less than the other, and they do not
 * go round in a circle.
 * @param {any[]} objects
 */
function isOrder(objects) {
  const different = [...new Map(objects.map((object) => [textOf(object), object])).values()];
  const smaller = different.map((a) => different.filter((b) => isLess(b, a)).length);
  return new Set(smaller).size === different.length;
}

/**
 * @see hashicorp/nomad nomad/structs/diff.go ObjectDiff.Less (2.0.5), for objects of one name, type and size
 * @param {any} a
 * @param {any} b
 * @returns {boolean}
 */
function isLess(a, b) {
  if (sizeOf(a) !== sizeOf(b)) return sizeOf(a) < sizeOf(b);
  const field = (/** @type {any} */ { Name, Old, New }) => JSON.stringify([Name, Old, New]);
  return (
    (a.Fields ?? []).some(
      (/** @type {any} */ item, /** @type {number} */ index) => field(item) < field(b.Fields[index]),
    ) ||
    (a.Objects ?? []).some((/** @type {any} */ item, /** @type {number} */ index) =>
      isLess(item, b.Objects[index]),
    )
  );
}

/** @param {any} object */
function sizeOf({ Name, Type, Fields, Objects }) {
  return JSON.stringify([Name, Type, Fields?.length ?? 0, Objects?.length ?? 0]);
}

/** @param {unknown} object */
function textOf(object) {
  return JSON.stringify(object);
}
