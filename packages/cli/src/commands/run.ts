import * as Flags from "@oclif/core/flags";

import { command } from "../command/command.ts";
import { openCluster } from "../connect/cluster.ts";
import { exitOf } from "../deploy/follow-jobs.ts";
import { followToEnd } from "../deploy/follow-to-end.ts";
import { registerJobs } from "../deploy/register-jobs.ts";
import { followedOf, runSummary, reportSubmitted } from "../deploy/run-report.ts";
import { readSubmissions } from "../deploy/submissions.ts";
import { leftOf, limitTime } from "../command/time-limit.ts";
import { tellLeftOpen } from "../deploy/write-in-turn.ts";
import { clusterFlags } from "../flags/cluster-flags.ts";
import { followFlags, followLimits } from "../flags/follow-flags.ts";
import { inputArgs, inputFlags } from "../flags/input-flags.ts";
import { lintFlags } from "../flags/lint-flags.ts";
import { verifyFlags } from "../flags/verify-flags.ts";

export default command({
  summary: "Submit jobs and follow them until they are healthy.",
  description:
    "With --json, prints one event a line and a summary as the last one. Exits with 4 when a deployment failed or was reverted, with 5 on a timeout, with 6 when a job changed since its plan, with 7 when --verify found that traffic does not arrive.",
  examples: [
    "<%= config.bin %> run jobs/httpbackend.ts",
    "<%= config.bin %> run jobs/ --detach",
    "<%= config.bin %> run plan.json",
    "<%= config.bin %> run jobs/ --verify",
  ],
  args: { ...inputArgs },
  flags: {
    ...inputFlags,
    ...followFlags,
    ...clusterFlags,
    ...lintFlags,
    ...verifyFlags,
    verify: Flags.boolean({
      exclusive: ["detach"],
      helpGroup: "VERIFY",
      summary: "Check afterwards that traffic arrives, as nomadx verify does.",
    }),
    "verify-timeout": Flags.string({
      helpGroup: "VERIFY",
      helpValue: "DURATION",
      default: "1m",
      summary: "Time for Consul, its DNS and Fabio to learn of the new version.",
    }),
    "check-index": Flags.string({
      helpValue: "N",
      summary: "Submit only if the job's modify index is still this one; 0: only if there is no such job.",
    }),
  },
  answersInLines: true,
  async run({ args, flags }, context): Promise<void> {
    const { terminal } = context;
    const limits = followLimits(flags);
    const limit = limitTime(limits.timeoutMs, context);
    const cluster = await openCluster(flags, context);
    const { submissions, inputs } = await readSubmissions(args.files, flags, cluster, context);
    const verification = flags.verify ? await import("../verify/verify-after-run.ts") : undefined;
    const verify = await verification?.verifyAfterRun(submissions, flags, { cluster, inputs }, context);
    const { done: submitted, ...open } = await registerJobs(
      cluster,
      submissions,
      reportSubmitted(context),
      limit.signal(),
    );
    tellLeftOpen(open, "submitted", terminal);
    const followed = flags.detach ? [] : followedOf(submitted, flags.until, { ...limits, ...leftOf(limit) });
    const ends = await followToEnd(cluster, followed, context);
    const isHealthy =
      !context.interrupted.aborted && ends.length === submitted.length && exitOf(ends) === "ok";
    const verified = isHealthy ? await verify?.() : undefined;
    terminal.lastEvent({
      type: "summary",
      jobs: runSummary(submitted, ends),
      notSubmitted: open.left,
      ...(open.unknown.length > 0 && { unknown: open.unknown }),
      ...(verified !== undefined && { verified }),
    });
  },
});
