import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";

import { command } from "../command/command.ts";
import type { Context } from "../command/context.ts";
import { openCluster, type Cluster } from "../connect/cluster.ts";
import { withExitCode } from "../deploy/follow-jobs.ts";
import { followToEnd } from "../deploy/follow-to-end.ts";
import {
  childrenOf,
  purgeJobs,
  readExistingJobs,
  stopJobs,
  reportRunningChildren,
  reportStopping,
} from "../deploy/stop-jobs.ts";
import { leftOf, limitTime } from "../command/time-limit.ts";
import { tellLeftOpen } from "../deploy/write-in-turn.ts";
import { clusterFlags } from "../flags/cluster-flags.ts";
import { followFlags, followLimits } from "../flags/follow-flags.ts";
import { confirm } from "../terminal/confirm.ts";

export default command({
  summary: "Stop jobs and wait until none of their allocations runs.",
  examples: ["<%= config.bin %> stop httpbackend", "<%= config.bin %> stop httpbackend fabio --purge --yes"],
  args: {
    jobs: Args.string({ multiple: true, required: true, ignoreStdin: true, description: "IDs of jobs." }),
  },
  flags: {
    detach: followFlags.detach,
    timeout: followFlags.timeout,
    ...clusterFlags,
    purge: Flags.boolean({
      summary:
        "Also delete the jobs and their versions from Nomad. Asks for confirmation on a terminal; elsewhere needs --yes.",
    }),
    yes: Flags.boolean({ char: "y", summary: "Do not ask." }),
    "no-shutdown-delay": Flags.boolean({
      summary: "Do not wait between deregistering services and stopping tasks.",
    }),
  },
  answersInLines: true,
  async run({ args, flags }, context): Promise<void> {
    const { terminal } = context;
    const ids = [...new Set(args.jobs)];
    const limits = followLimits({ timeout: flags.timeout, "blocked-timeout": "5m" });
    const cluster = await openCluster(flags, context);
    const reading = limitTime(limits.timeoutMs, context);
    const jobs = await readExistingJobs(cluster, ids, reading.signal());
    const isAsked = flags.purge && !flags.yes;
    if (isAsked && !(await isMeant(ids, cluster, context))) return;
    // The time that somebody has thought about it does not count.
    const limit = isAsked ? limitTime(limits.timeoutMs, context) : reading;
    // Of a job that is purged the server tells nothing any more: that comes after it has ended.
    const options = { purge: flags.purge && flags.detach, noShutdownDelay: flags["no-shutdown-delay"] };
    const tell = reportStopping(terminal);
    const { done: stopping, ...open } = await stopJobs(cluster, jobs, options, tell, limit.signal());
    tellLeftOpen(open, "stopped", terminal);
    const followed = stopping.map(({ id, namespace, evaluationId }) => ({
      jobId: id,
      namespace,
      evaluationId,
      stops: true as const,
      ...limits,
      ...leftOf(limit),
    }));
    const ends = await followToEnd(cluster, flags.detach ? [] : followed, context);
    const last = limit.lastSignal();
    const { done: purged, ...unpurged } = await purgeJobs(
      cluster,
      flags.purge ? stopping : [],
      ends,
      terminal,
      last,
    );
    tellLeftOpen(unpurged, "purged", terminal);
    const unknown = [...open.unknown, ...unpurged.unknown];
    const children = last.aborted ? [] : await childrenOf(cluster, jobs, last);
    if (!terminal.isJson) reportRunningChildren(children, terminal);
    terminal.lastEvent({
      type: "summary",
      jobs: stopping.map(({ id, evaluationId }) => {
        const end = ends.find(({ jobId }) => jobId === id);
        return {
          job: id,
          evaluation: evaluationId,
          purged: options.purge || purged.includes(id),
          outcome: end && withExitCode(end.outcome),
        };
      }),
      ...(open.left.length > 0 && { notStopped: open.left }),
      ...(unknown.length > 0 && { unknown }),
      ...(children.length > 0 && { children }),
    });
  },
});

/** Asks whether jobs are to be purged; tells where they are not. */
async function isMeant(
  ids: readonly string[],
  cluster: Cluster,
  { terminal, exitWith, interrupted }: Pick<Context, "terminal" | "exitWith" | "interrupted">,
): Promise<boolean> {
  const question = terminal.shown(`Stop and purge ${ids.join(", ")} at ${placeOf(cluster)}?`);
  const answer = await confirm(question, interrupted);
  if (answer === "yes") return true;
  terminal.note("nothing was changed");
  terminal.lastEvent({ type: "summary", jobs: [] });
  if (answer === "interrupted") exitWith("interrupted");
  return false;
}

function placeOf({ client, config: { namespace } }: Cluster): string {
  return `${client.address}${namespace === undefined ? "" : `, namespace ${namespace}`}`;
}
