import type { JobEvent } from "@nomadx/core/nomad";

import type { Cluster } from "./connect/cluster.ts";
import { exitCodeOf, followJobs, type FollowEnd, type Followed } from "./deploy/follow-jobs.ts";
import { exitCodes, type ExitName } from "./command/exit-codes.ts";
import { JobCommand } from "./job-command.ts";
import { LiveLines } from "./output/live-lines.ts";

/** A command that changes jobs and follows what comes of it. With `--json` it prints one event a line. */
export abstract class FollowCommand extends JobCommand {
  protected override readonly answersInLines = true;

  /**
   * Follows with progress on stderr (with `--json` as events on stdout), tells how each job ended, and sets the exit
   * code. Ctrl-C ends the following, not what is followed.
   */
  protected async follow(cluster: Cluster, followed: readonly Followed[]): Promise<FollowEnd[]> {
    const { evidenceText, outcomeLine, progressText } = await import("./output/follow-text.ts");
    const { FollowLines } = await import("./output/follow-lines.ts");
    const lines = new FollowLines(this.terminal.err);
    const live = this.terminal.isLive && !this.jsonEnabled() ? new LiveLines(process.stderr) : undefined;
    const prefix = (jobId: string) => (followed.length > 1 ? `${this.terminal.err.bold(jobId)}: ` : "");
    const tell = (jobId: string, event: JobEvent): void => {
      if (this.jsonEnabled()) return this.tellEvent(jobId, event);
      if (live !== undefined && event.kind === "progress") return live.set(jobId, progressText(event.groups));
      const line = lines.next(jobId, event);
      if (line === undefined) return;
      if (live === undefined) this.note(`${prefix(jobId)}${line}`);
      else live.add(`${prefix(jobId)}${line}`);
    };
    const signal = this.interrupted;
    let ends: FollowEnd[];
    try {
      ends = await followJobs(cluster, followed, tell, signal);
    } catch (error) {
      if (!signal.aborted) {
        this.tellHowToComeBack("what was submitted goes on.", followed);
        throw error;
      }
      this.tellHowToComeBack("interrupted; the servers go on.", followed);
      return [];
    } finally {
      live?.end();
    }
    for (const { jobId, outcome, evidence } of ends) {
      const name = followed.length > 1 ? `${this.terminal.out.bold(jobId)}: ` : "";
      this.print(`${name}${outcomeLine(outcome, this.terminal.out)}`);
      if (evidence.length > 0) this.print(evidenceText(evidence, this.terminal.out));
    }
    this.exitWith(exitNameOf(exitCodeOf(ends)));
    return ends;
  }

  /** The clock of the follower means nothing outside of it. */
  private tellEvent(job: string, { kind, at: _at, ...rest }: JobEvent): void {
    this.printEvent({ type: kind, time: new Date().toISOString(), job, ...rest });
  }

  private tellHowToComeBack(what: string, followed: readonly Followed[]): void {
    const commands = followed.map(({ jobId }) => `  nomadx status ${jobId}`);
    if (commands.length > 0) this.note([`${what} See how it ends with:`, ...commands].join("\n"));
  }
}

function exitNameOf(code: number): ExitName {
  if (code === exitCodes.ok) return "ok";
  if (code === exitCodes.unhealthy) return "unhealthy";
  return code === exitCodes.timeout ? "timeout" : "failed";
}
