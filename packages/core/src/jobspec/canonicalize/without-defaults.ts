import { stringifyJson } from "../../units/json.ts";
import type { ApiJob } from "../api-job.ts";
import { isRecord } from "../key-path.ts";
import { job as jobBlock } from "../schema/job.ts";
import type { Block, HubObject } from "../schema/_define.ts";
import { isAbsent } from "../schema/_hub.ts";
import { asStored } from "./as-stored.ts";
import { copyOf } from "./copy.ts";
import { normalJob } from "./normal-job.ts";

/**
 * The job without what a server fills in by itself: whatever can be left out so that a server keeps the very same job. Of
 * what `GET /v1/job/<ID>` answers about is left what somebody has written. Fields of the server's own, such as indexes, go
 * with it.
 *
 * @example withoutDefaults({ ID: "web", Type: "service", TaskGroups: [{ Name: "web", Count: 1 }] })
 * // { ID: "web", TaskGroups: [{ Name: "web" }] }
 */
export function withoutDefaults(job: ApiJob): ApiJob {
  const copy = copyOf(job);
  const wanted = keptOf(copy);
  leaveOutOf(jobBlock, copy, () => keptOf(copy) === wanted);
  return copy;
}

/** Whether a server keeps the same of both. */
export function isStoredAlike(one: ApiJob, other: ApiJob): boolean {
  return keptOf(one) === keptOf(other);
}

function keptOf(job: ApiJob): string {
  return stringifyJson(inKeyOrder(normalJob(asStored(job))));
}

function inKeyOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inKeyOrder);
  if (!isRecord(value)) return value;
  const keys = Object.keys(value).toSorted((a, b) => (a < b ? -1 : 1));
  return Object.fromEntries(keys.map((key) => [key, inKeyOrder(value[key])]));
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
