import type { JobEvent } from "@nomadx/core/nomad";
import { shellWord } from "@nomadx/core/plan";

import { exitOfOutcome } from "../command/exit-codes.ts";
import type { Context } from "../command/context.ts";
import type { Cluster } from "../connect/cluster.ts";
import { LiveLines } from "../output/live-lines.ts";
import { joinLines, oneLine } from "../terminal/clean-text.ts";
import { shortenText } from "../terminal/shorten-text.ts";
import { plainPalette } from "../terminal/palette.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { exitOf, followJobs, withExitCode, type FollowEnd, type Followed } from "./follow-jobs.ts";

/**
 * Follows with progress on stderr (with `--json` as events on stdout), tells how each job ended, and sets the exit
 * code. Ctrl-C ends the following, not what is followed.
 */
export async function followToEnd(
  cluster: Cluster,
  followed: readonly Followed[],
  {
    terminal,
    report,
    interrupted,
    exitWith,
  }: Pick<Context, "terminal" | "report" | "interrupted" | "exitWith">,
): Promise<FollowEnd[]> {
  const { evidenceText, outcomeLine, progressText } = await import("../output/follow-text.ts");
  const { FollowLines } = await import("../output/follow-lines.ts");
  const lines = new FollowLines(terminal.err);
  const live =
    terminal.isLive && !terminal.isJson
      ? new LiveLines(process.stderr, (text) => terminal.shown(text))
      : undefined;
  const prefix = (jobId: string) => (followed.length > 1 ? `${terminal.err.bold(jobId)}: ` : "");
  const tell = (jobId: string, event: JobEvent): void => {
    if (terminal.isJson) return terminal.event(followEvent(jobId, event));
    if (live !== undefined && event.kind === "progress")
      return live.set(oneLine(jobId), oneLine(progressText(event.groups)));
    const told = lines.next(jobId, event);
    if (told === undefined) return;
    const line = shortenText(joinLines(`${prefix(jobId)}${told}`));
    if (live === undefined) terminal.note(line);
    else live.add(line);
  };
  let ends: FollowEnd[];
  // That a file could be read says nothing of what became of its jobs.
  report.covers([]);
  try {
    ends = await followJobs(cluster, followed, tell, interrupted);
  } catch (error) {
    // Lines that are written below the block would be erased with it.
    live?.end();
    if (!interrupted.aborted) {
      suggestFollowing("Nomad goes on with the submitted jobs.", followed, terminal);
      throw error;
    }
    suggestFollowing("interrupted; Nomad goes on.", followed, terminal);
    return [];
  } finally {
    live?.end();
  }
  report.covers(ends.map(({ jobId }) => jobId));
  for (const { jobId, outcome, evidence } of ends) {
    if (exitOfOutcome[outcome.kind] !== "ok") {
      report.add([
        {
          severity: "error",
          code: "unhealthy",
          summary: outcomeLine(outcome, plainPalette),
          detail: evidenceText(evidence, plainPalette),
          subject: jobId,
          job: jobId,
        },
      ]);
    }
    const name = followed.length > 1 ? `${terminal.out.bold(jobId)}: ` : "";
    terminal.print(shortenText(joinLines(`${name}${outcomeLine(outcome, terminal.out)}`)));
    if (evidence.length > 0) terminal.print(evidenceText(evidence, terminal.out));
  }
  exitWith(exitOf(ends));
  return ends;
}

/** The clock of the follower means nothing outside of it. */
function followEvent(job: string, { kind, at: _at, ...rest }: JobEvent) {
  return { type: kind, job, ...rest, ...("outcome" in rest && { outcome: withExitCode(rest.outcome) }) };
}

function suggestFollowing(what: string, followed: readonly Followed[], terminal: Terminal): void {
  const commands = followed.map(({ jobId }) => `  nomadx status ${shellWord(jobId)}`);
  if (commands.length > 0) terminal.note([`${what} To see how it ends:`, ...commands].join("\n"));
}
