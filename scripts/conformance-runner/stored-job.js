// @ts-check
// The common part of the adapters for jobs that a server keeps.
import { readFile } from "node:fs/promises";

import { differing } from "./differing.js";
import { library } from "./library.js";

const { parseJson } = await library("");
const { asStored, readApiJob } = await library("/jobspec");

/** Fields that each server has of its own: when and as what it took the job. */
const volatile =
  /^(?:CreateIndex|ModifyIndex|JobModifyIndex|SubmitTime|Status|TaskGroups\[\](?:\.Tasks\[\]\.ScalingPolicies\[\]|\.Scaling)\.(?:ID|CreateIndex|ModifyIndex))$/;

/** @param {unknown} job as it was submitted @param {unknown} stored as the server answered it */
export function storedDifference(job, stored) {
  return differing(asStored(readApiJob(job).job), stored, (kind) => volatile.test(kind));
}

/** The objects of a file with one a line. @param {string} file */
export async function* linesOf(file) {
  for (const line of (await readFile(file, "utf8")).split("\n")) if (line !== "") yield parseJson(line);
}
