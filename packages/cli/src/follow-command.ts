import type { JobEvent } from "@nomadx/core/nomad";

import type { Cluster } from "./cluster.ts";
import { exitCodeOf, followJobs, type FollowEnd, type Followed } from "./deploy/follow-jobs.ts";
import { exitCodes, type ExitName } from "./exit-codes.ts";
import { JobCommand } from "./job-command.ts";
import { LiveLines } from "./output/live-lines.ts";

/** A command that changes jobs and follows what comes of it. */
export abstract class FollowCommand extends JobCommand {
  /**
   * Follows with progress on stderr (with `--json` as events on stdout), tells how each job ended, and sets the exit
   * code. Ctrl-C ends the following, not what is followed.
   */
  protected async follow(cluster: Cluster, followed: readonly Followed[]): Promise<FollowEnd[]> {
    const text = await import("./output/follow-text.ts");
    const palette = this.terminal.err;
    const live = this.terminal.isLive && !this.jsonEnabled() ? new LiveLines(process.stderr) : undefined;
    const prefix = (jobId: string) => (followed.length > 1 ? `${palette.bold(jobId)}: ` : "");
    const tell = (jobId: string, event: JobEvent): void => {
      this.printEvent({ type: event.kind, job: jobId, event });
      if (this.jsonEnabled()) return;
      if (live !== undefined && event.kind === "progress")
        return live.set(jobId, text.progressText(event.groups));
      const line = text.eventLine(event, palette);
      if (line === undefined) return;
      if (live === undefined) this.note(`${prefix(jobId)}${line}`);
      else live.add(`${prefix(jobId)}${line}`);
    };
    const signal = this.interrupted;
    let ends: FollowEnd[];
    try {
      ends = await followJobs(cluster, followed, tell, signal);
    } catch (error) {
      live?.end();
      if (!signal.aborted) throw error;
      this.tellHowToComeBack(followed);
      return [];
    }
    live?.end();
    for (const { jobId, outcome, evidence } of ends) {
      this.print(`${prefix(jobId)}${text.outcomeLine(outcome, this.terminal.out)}`);
      if (evidence.length > 0) this.print(text.evidenceText(evidence, this.terminal.out));
    }
    this.exitWith(exitNameOf(exitCodeOf(ends)));
    return ends;
  }

  private tellHowToComeBack(followed: readonly Followed[]): void {
    this.note("interrupted; the servers go on. See how it ends with:");
    for (const { jobId } of followed) this.note(`  nomadx status ${jobId}`);
  }
}

function exitNameOf(code: number): ExitName {
  if (code === exitCodes.ok) return "ok";
  if (code === exitCodes.unhealthy) return "unhealthy";
  return code === exitCodes.timeout ? "timeout" : "failed";
}
