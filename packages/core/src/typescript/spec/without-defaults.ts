import type { ApiJob } from "../../jobspec/api-job.ts";
import { asStored } from "../../jobspec/canonicalize/as-stored.ts";
import { copyOf } from "../../jobspec/canonicalize/copy.ts";
import { isRecord, type KeyPath } from "../../jobspec/key-path.ts";
import { isAbsent } from "../../jobspec/schema/_hub.ts";
import type { Block, HubObject } from "../../jobspec/schema/_define.ts";
import { job as jobBlock } from "../../jobspec/schema/job.ts";
import { firstDifference } from "../difference.ts";

/**
 * The job without what a server fills in by itself: whatever can be left out so that a server keeps the very same job. Of
 * what `GET /v1/job/<ID>` answers about is left what somebody has written. Fields of the server's own, such as indexes, go
 * with it.
 *
 * @example withoutDefaults({ ID: "web", Type: "service", TaskGroups: [{ Name: "web", Count: 1 }] })
 * // { ID: "web", TaskGroups: [{ Name: "web" }] }
 */
export function withoutDefaults(job: ApiJob): ApiJob {
  const copy = copyOf(withoutState(job));
  const wanted = asStored(copy);
  leaveOutOf(jobBlock, copy, () => firstDifference(wanted, asStored(copy)) === undefined);
  return copy;
}

/**
 * Steps to the first place where what a server keeps of two jobs differs; `undefined` where it is the same. Whether a job was
 * stopped, and its version, are no part of it.
 */
export function storedDifference(one: ApiJob, other: ApiJob): KeyPath | undefined {
  return firstDifference(asStored(withoutState(one)), asStored(withoutState(other)));
}

/** The job without what operating it has made of it. */
function withoutState(job: ApiJob): ApiJob {
  const { Stop: _stop, Version: _version, VersionTag: _tag, ...rest } = job;
  return rest;
}

/** Takes field by field out of a block, and puts back what is missed; what is within is looked at then. */
function leaveOutOf(block: Block, hub: HubObject, isSame: () => boolean): void {
  for (const [api, value] of Object.entries(hub)) {
    delete hub[api];
    if (isAbsent(value) || isSame()) continue;
    // Where it was: a job file is written in this order.
    hub[api] = value;
    const field = Object.values(block.fields).find((each) => each.api === api && each.facts.sugar !== true);
    if (field?.kind !== "block") continue;
    if (field.repeat === "map") {
      for (const item of Object.values(isRecord(value) ? value : {}))
        if (isHub(item)) leaveOutOf(field.block, item, isSame);
    } else if (Array.isArray(value)) {
      leaveOutOfList(field.block, value, isSame);
    } else if (isHub(value)) {
      leaveOutOf(field.block, value, isSame);
    }
  }
}

function leaveOutOfList(block: Block, items: unknown[], isSame: () => boolean): void {
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const [item] = items.splice(index, 1);
    if (isSame()) continue;
    items.splice(index, 0, item);
    if (isHub(item)) leaveOutOf(block, item, isSame);
  }
}

function isHub(value: unknown): value is HubObject {
  return isRecord(value);
}
