import type { ApiJob } from "../../jobspec/api-job.ts";
import { isKnownToClient } from "../../services/allocation-env.ts";
import type { JobTag } from "../../services/job-service.ts";
import { jobServices } from "../../services/job-services.ts";
import { DEFAULT_TAG_PREFIX } from "../config/registry-defaults.ts";
import { fabioTasks, type FabioTask } from "../jobs/fabio-task.ts";
import { createJobRouting } from "../jobs/job-routing.ts";
import { lintRoutes, type LintFinding } from "./lint-routes.ts";
import { withOneInstance, withTags } from "./jobs-to-lint.ts";
import { jobOf, type JobOf } from "../../services/job-of.ts";
import type { KeyPath } from "../../jobspec/key-path.ts";

/** Facts about the Fabios that read the tags, which the jobs do not contain. */
export interface CriticalLintOptions {
  /** `registry.consul.tagprefix` of Fabios that none of the jobs runs. @default that of Fabio itself, where none of them runs one */
  readonly tagPrefixes?: readonly string[];
}

/**
 * Returns what jobs would do to the routes of others once they run: the critical findings of {@link lintRoutes} for each Fabio
 * that is known, as if every group ran at once. A finding about a tag with a variable that only the client fills in is a
 * `warning`, unless it stands whatever the variable is.
 * @example criticalLints([job])[0]?.code // "tag-weight-invalid"
 */
export function criticalLints(
  jobs: readonly ApiJob[],
  { tagPrefixes = [] }: CriticalLintOptions = {},
): readonly LintFinding[] {
  const running = jobs.map(withOneInstance);
  const fabios: readonly Reader[] = [
    ...Array.from(fabioTasks(running), (task) => ({ task })),
    ...tagPrefixes.map((prefix) => ({ prefix })),
  ];
  const findings = new Map<string, LintFinding>();
  for (const fabio of fabios.length === 0 ? [{ prefix: DEFAULT_TAG_PREFIX }] : fabios) {
    for (const finding of findingsFor(running, fabio)) {
      const key = keyOf(finding);
      if (findings.get(key)?.severity !== "critical") findings.set(key, finding);
    }
  }
  return [...findings.values()];
}

/** A Fabio: one that a job runs, or one of which the prefix is known. */
type Reader = { readonly task: FabioTask } | { readonly prefix: string };

function findingsFor(jobs: readonly ApiJob[], fabio: Reader): readonly LintFinding[] {
  const open = openTags(jobs);
  const filledWith = (valueOf: (name: string) => string) =>
    lint(
      withTags(
        jobs,
        open.map(({ job, tag }) => ({ job, keys: tag.keys, text: filled(tag, valueOf) })),
      ),
      fabio,
    );
  const asked = filledWith((name) => `<${name}>`);
  if (open.length === 0 || asked.length === 0) return asked;
  const trials = samples.map((sample) => new Set(filledWith(() => sample).map(keyOf)));
  const openKeys = new Map(open.map(({ of, tag }) => [tagKey(of, tag.keys), tag]));
  return asked.map((finding) => {
    const tag = openKeys.get(tagKey(finding, finding.keys));
    if (tag === undefined || trials.every((found) => found.has(keyOf(finding)))) return finding;
    const names = tag.unresolved.filter(isKnownToClient).map((name) => `\${${name}}`);
    return {
      ...finding,
      severity: "warning",
      detail: `It depends on ${names.join(" and ")}, which is known only where the job runs. ${finding.detail ?? ""}`,
    };
  });
}

/** Values that a variable of the client may have, each of which mends another kind of fault. */
const samples = ["a", "1", "]", "a]"];

interface OpenTag {
  readonly job: ApiJob;
  readonly of: JobOf;
  readonly tag: JobTag;
}

/** The tags that the client will fill in. */
function openTags(jobs: readonly ApiJob[]): readonly OpenTag[] {
  return jobs.flatMap((job) =>
    jobServices(job).flatMap(({ service }) =>
      [...service.tags, ...service.canaryTags]
        .filter(({ unresolved }) => unresolved.some(isKnownToClient))
        .map((tag) => ({ job, of: jobOf(service), tag })),
    ),
  );
}

function filled({ text, unresolved }: JobTag, valueOf: (name: string) => string): string {
  return unresolved
    .filter(isKnownToClient)
    .reduce((sofar, name) => sofar.replaceAll(`\${${name}}`, valueOf(name)), text);
}

function lint(jobs: readonly ApiJob[], fabio: Reader): readonly LintFinding[] {
  const { findings } =
    "task" in fabio
      ? lintRoutes({ routing: createJobRouting(jobs, fabio.task) })
      : lintRoutes({ jobs, tagPrefix: fabio.prefix });
  return findings.filter(({ severity }) => severity === "critical");
}

function keyOf({ code, service, keys, ...of }: LintFinding): string {
  return JSON.stringify([code, service, tagKey(of, keys)]);
}

function tagKey({ job, jobId, namespace }: JobOf, keys: KeyPath | undefined): string {
  return JSON.stringify([job, jobId, namespace, keys]);
}
