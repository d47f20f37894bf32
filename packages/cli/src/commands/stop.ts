import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";

import { openCluster } from "../cluster.ts";
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
    const { client, config } = await openCluster(flags);
    // All must be there before the first one is stopped: a misspelt ID is no job, and to the server no mistake.
    for (const id of ids) await client.jobs.read(id);
    const where = `${client.address}${config.namespace === undefined ? "" : `, namespace ${config.namespace}`}`;
    if (flags.purge && !flags.yes) await confirm(`Stop and forget ${ids.join(", ")} at ${where}?`);
    const limits = followLimits({ timeout: flags.timeout, "blocked-timeout": "5m" });
    const followed = [];
    for (const id of ids) {
      const options = { purge: flags.purge, noShutdownDelay: flags["no-shutdown-delay"] };
      const { EvalID } = await client.jobs.stop(id, options);
      this.printEvent({ type: "stopping", job: id, evaluation: EvalID });
      if (!this.jsonEnabled()) this.note(`stopping job "${id}"`);
      followed.push({ jobId: id, evaluationId: EvalID, ...limits });
    }
    // Of a purged job the server tells nothing any more.
    const ends = flags.detach || flags.purge ? [] : await this.follow({ client, config }, followed);
    if (flags.purge) for (const id of ids) this.print(`job "${id}" is stopped and forgotten`);
    this.printEvent({
      type: "summary",
      jobs: ids.map((id) => ({ job: id, outcome: ends.find(({ jobId }) => jobId === id)?.outcome })),
    });
  }
}
