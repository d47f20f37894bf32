import type { ApiJob } from "../api-job.ts";
import { isRecord, type KeyPath } from "../key-path.ts";
import { isAbsent } from "../schema/_hub.ts";
import type { CompletedJob } from "./completed-job.ts";

/** The policies that a group takes over from the job where it says nothing itself, with their names in the job. */
const fromJob: Readonly<Record<string, string>> = {
  Update: "Update",
  ReschedulePolicy: "Reschedule",
  Migrate: "Migrate",
};

/**
 * Steps into a completed job as steps into the job that was given: what the group took over from the job leads to the job,
 * what a server added leads to what it was added for, and what is not there ends at the last thing that is; a last step
 * that only names what is missing stays.
 * @example writtenKeys(["TaskGroups", 0, "Update", "Canary"], given, job) // ["Update", "Canary"]
 */
export function writtenKeys(keys: KeyPath, given: ApiJob, job: CompletedJob): KeyPath {
  const moved = withOwnIdentity(withDroppedMounts(ofOwner(keys, given, job), given), given);
  const known = knownSteps(moved, given);
  return known.length === moved.length
    ? moved
    : moved.slice(0, known.length + (isName(moved[known.length]) ? 1 : 0));
}

function isName(step: string | number | undefined): boolean {
  return typeof step === "string";
}

function ofOwner(keys: KeyPath, given: ApiJob, job: CompletedJob): KeyPath {
  const [groups, groupIndex, field = "", index, ...rest] = keys;
  if (groups !== "TaskGroups" || typeof groupIndex !== "number") return keys;
  const group = ["TaskGroups", groupIndex];
  const ofJob = fromJob[field];
  if (ofJob !== undefined) {
    // Field by field, what the group says counts.
    const isOfGroup = knownSteps(keys, given).length > (index === undefined ? 2 : 3);
    const inJob = [ofJob, ...keys.slice(3)];
    return !isOfGroup && knownSteps(inJob, given).length === inJob.length ? inJob : keys;
  }
  if (field === "Tasks" && typeof index === "number") {
    const written = given.TaskGroups?.[groupIndex]?.Tasks ?? [];
    if (index < written.length) {
      const inGroup = [...group, "RestartPolicy", ...rest.slice(1)];
      return rest[0] === "RestartPolicy" && knownSteps(keys, given).length < keys.length ? inGroup : keys;
    }
    // An injected task says which service it is for.
    const { Tasks = [], Services = [] } = job.TaskGroups[groupIndex] ?? {};
    const service = (Tasks[index]?.Kind ?? "").replace(/^[^:]*:/, "");
    const owner = Services.findIndex(({ Name, Connect }) => Name === service && Connect !== null);
    const connect = [...group, "Services", owner, "Connect"];
    return owner < 0 ? group : [...connect, "SidecarTask", ...rest];
  }
  return keys;
}

/** Mounts without a volume are no part of the completed job: those behind them had other numbers. */
function withDroppedMounts(keys: KeyPath, given: ApiJob): KeyPath {
  const at = keys.indexOf("VolumeMounts") + 1;
  const mounts = at === 0 ? undefined : stepInto(given, keys.slice(0, at));
  if (!Array.isArray(mounts)) return keys;
  const kept = [...mounts.keys()].filter((index) => !isAbsent(stepInto(mounts, [index, "Volume"])));
  const index = kept[Number(keys[at])];
  return index === undefined ? keys : [...keys.slice(0, at), index, ...keys.slice(at + 1)];
}

/** The identity of a task that is for Nomad stands apart in the completed job: the last one without another name. */
function withOwnIdentity(keys: KeyPath, given: ApiJob): KeyPath {
  const [groups, group = "", tasks, task = "", field, ...rest] = keys;
  if (groups !== "TaskGroups" || tasks !== "Tasks") return keys;
  const list = [groups, group, tasks, task, "Identities"];
  const identities = stepInto(given, list);
  if ((field !== "Identity" && field !== "Identities") || !Array.isArray(identities)) return keys;
  const names = identities.map((_, index) => stepInto(identities, [index, "Name"]) ?? "");
  const own = names.findLastIndex((name) => name === "" || name === "default");
  if (own < 0) return keys;
  if (field === "Identity") return [...list, own, ...rest];
  const [index, ...within] = rest;
  return typeof index === "number" && index >= own ? [...list, index + 1, ...within] : keys;
}

/** The first steps that lead to something. */
function knownSteps(keys: KeyPath, job: ApiJob): KeyPath {
  let value: unknown = job;
  for (const [count, key] of keys.entries()) {
    value = stepInto(value, [key]);
    if (isAbsent(value)) return keys.slice(0, count);
  }
  return keys;
}

/** The value that steps lead to; `undefined` where they lead nowhere. */
export function stepInto(value: unknown, keys: KeyPath): unknown {
  return keys.reduce((inner, key) => {
    if (Array.isArray(inner) && typeof key === "number") return (inner as readonly unknown[])[key];
    return isRecord(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined;
  }, value);
}
