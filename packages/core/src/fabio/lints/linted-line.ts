import { trimSpace } from "../../go/white-space.ts";
import type { JobInstance } from "../../services/job-service.ts";
import { parseLines, type ParsedLine } from "../commands/parse-commands.ts";
import type { ConsulLine, LineOrigin } from "../consul/consul-lines.ts";
import type { ConsulInstance } from "../consul/consul-state.ts";
import { jobOrigin, type RegisteredJobs } from "../jobs/register-jobs.ts";
import type { LintPlace } from "./lint.ts";
import { jobOf } from "../../services/job-of.ts";

/** Who has written what Fabio reads: a tag, an override, or a line of a static registry. */
export interface LintedSource {
  readonly from: "tag" | "key" | "line";
  readonly place: LintPlace;
  /** Whose tag it is. */
  readonly registered?: ConsulInstance;
  /** The same, where a job file says it. */
  readonly job?: JobInstance;
}

/** A line that Fabio reads, with what it makes of it. */
export interface LintedLine extends ParsedLine, LintedSource {}

/** The lines of tags and overrides, without those that Fabio adds itself. */
export function registeredLines(
  lines: readonly ConsulLine[],
  jobs: RegisteredJobs | undefined,
): readonly LintedLine[] {
  return lines.flatMap(({ origin, ...line }) =>
    origin === undefined ? [] : [{ ...line, ...sourceOf(origin, jobs) }],
  );
}

/** Where a line comes from, in a job file where one says it. */
export function sourceOf(origin: LineOrigin, jobs: RegisteredJobs | undefined): LintedSource {
  if (origin.kind === "key") return { from: "key", place: { key: origin.key } };
  const { instance: registered, tag } = origin;
  const job = jobs?.instances.get(registered);
  const written = jobs && jobOrigin(jobs, origin)?.tag;
  return {
    from: "tag",
    registered,
    ...(job !== undefined && { job }),
    place: {
      service: registered.ServiceName,
      tag: written?.text ?? tag,
      ...(job !== undefined && jobOf(job.service)),
      ...(written !== undefined && { keys: written.keys }),
    },
  };
}

/** The lines of a static registry that are not blank. */
export function staticLines(commands: string): readonly LintedLine[] {
  return [...parseLines(commands)]
    .filter(({ text }) => trimSpace(text) !== "")
    .map((line) => ({ ...line, from: "line", place: { line: line.line } }));
}
