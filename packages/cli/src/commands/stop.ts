import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";

import { clusterFlags } from "../flags/cluster-flags.ts";
import { followFlags, followLimits } from "../flags/follow-flags.ts";
import { FollowCommand } from "../follow-command.ts";
import { confirm } from "../terminal/confirm.ts";

export default class Stop extends FollowCommand {
  static override summary = "Stop jobs and wait until nothing of them runs.";

  static override examples = [
    "<%= config.bin %> stop httpbackend",
    "<%= config.bin %> stop httpbackend fabio --purge --yes",
  ];

  static override args = {
    jobs: Args.string({ multiple: true, required: true, ignoreStdin: true, description: "IDs of jobs." }),
  };

  static override flags = {
    detach: followFlags.detach,
    timeout: followFlags.timeout,
    ...clusterFlags,
    purge: Flags.boolean({
      summary: "Also forget the jobs and their versions. Asks on a terminal; needs --yes elsewhere.",
    }),
    yes: Flags.boolean({ char: "y", summary: "Do not ask." }),
    "no-shutdown-delay": Flags.boolean({
      summary: "Do not wait between deregistering services and stopping tasks.",
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Stop);
    const ids = [...new Set(args.jobs)];
    const limits = followLimits({ timeout: flags.timeout, "blocked-timeout": "5m" });
    const cluster = await this.openCluster(flags);
    const { assertJobsExist, stopJobs } = await import("../deploy/stop-jobs.ts");
    await assertJobsExist(cluster, ids);
    const { client, config } = cluster;
    const where = `${client.address}${config.namespace === undefined ? "" : `, namespace ${config.namespace}`}`;
    if (flags.purge && !flags.yes) await confirm(`Stop and forget ${ids.join(", ")} at ${where}?`);
    const signal = this.interrupted;
    // Of a job that is forgotten the server tells nothing any more: that comes after it has ended.
    const options = { purge: flags.purge && flags.detach, noShutdownDelay: flags["no-shutdown-delay"] };
    const tell = (type: string, job: string, text: string, more = {}): void => {
      this.printEvent({ type, time: new Date().toISOString(), job, ...more });
      if (!this.jsonEnabled()) this.note(text);
    };
    const stopping = await stopJobs(
      cluster,
      ids,
      options,
      ({ id, evaluationId }) => tell("stopping", id, `stopping job "${id}"`, { evaluation: evaluationId }),
      signal,
    );
    const followed = stopping.map(({ id, evaluationId }) => ({ jobId: id, evaluationId, ...limits }));
    const ends = flags.detach ? [] : await this.follow(cluster, followed);
    const ended = ends.filter(({ outcome }) => outcome.kind === "stopped").map(({ jobId }) => jobId);
    const forgotten = flags.purge && !flags.detach ? ended : [];
    for (const id of forgotten) {
      await client.jobs.stop(id, { purge: true });
      tell("purged", id, `job "${id}" is forgotten`);
    }
    this.printEvent({
      type: "summary",
      jobs: stopping.map(({ id, evaluationId }) => ({
        job: id,
        evaluation: evaluationId,
        purged: options.purge || forgotten.includes(id),
        outcome: ends.find(({ jobId }) => jobId === id)?.outcome,
      })),
    });
  }
}
