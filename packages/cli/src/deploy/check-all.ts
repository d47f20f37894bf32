import { NomadxError } from "@nomadx/core";

import { Interruption } from "../command/interruption.ts";
import type { Cluster } from "../connect/cluster.ts";
import { isAboutJob, refusalLine } from "./job-refusal.ts";
import type { Submission } from "./submission.ts";

/**
 * Has the server look at jobs without any effect.
 * @throws {NomadxError} `refused` that names every job the server would not take; `conflict` that names every one that
 *   is no longer as its check-index says
 */
export async function checkAll(
  { client }: Cluster,
  submissions: readonly Submission[],
  signal: AbortSignal,
): Promise<void> {
  const answers = await Promise.allSettled(
    submissions.map(async ({ job }) => (await client.jobs.plan(job, { signal })).value),
  );
  const refused: string[] = [];
  const changed: string[] = [];
  for (const [index, answer] of answers.entries()) {
    const { file, job, checkIndex } = submissions[index] ?? { job: {} };
    const id = job.ID ?? "";
    if (answer.status === "rejected") {
      if (!isAboutJob(answer.reason)) throw nothingSubmitted(answer.reason);
      refused.push(refusalLine({ file, id }, answer.reason));
    } else if (checkIndex !== undefined && BigInt(answer.value.JobModifyIndex) !== BigInt(checkIndex)) {
      changed.push(
        `job "${id}" has the modify index ${answer.value.JobModifyIndex}, and the plan was made for ${checkIndex}`,
      );
    }
  }
  const all = `of ${submissions.length} jobs`;
  if (refused.length > 0) {
    const message = `Nomad refuses ${refused.length} ${all}, and nothing was submitted`;
    throw new NomadxError("refused", [message, ...refused].join("\n"));
  }
  if (changed.length > 0) {
    const message = `${changed.length} ${all} changed since the plan, and nothing was submitted`;
    throw new NomadxError("conflict", [message, ...changed].join("\n"), {
      help: "Plan again, and run that plan.",
    });
  }
}

/** The same with what it leaves behind, where that is not clear from what it is. */
function nothingSubmitted(reason: unknown): unknown {
  if (reason instanceof Interruption) return new Interruption("interrupted; nothing was submitted");
  if (!(reason instanceof NomadxError) || reason.code !== "timeout") return reason;
  const { message, help = "", request } = reason;
  return new NomadxError("timeout", message, {
    cause: reason,
    help: `Nothing was submitted. ${help}`.trim(),
    ...(request !== undefined && { request }),
  });
}
