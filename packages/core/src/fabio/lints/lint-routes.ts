import { DEFAULT_TAG_PREFIX } from "../config/registry-defaults.ts";
import type { ApiJob } from "../../jobspec/api-job.ts";
import type { ConsulKey, ConsulState } from "../consul/consul-state.ts";
import type { LiveFabio } from "../live-fabio.ts";
import { DEFAULT_VERSION, type FabioVersion } from "../version.ts";
import { needs } from "./check.ts";
import { createJobRouting, type JobRouting } from "../jobs/job-routing.ts";
import type { Finding, Severity } from "../../diagnostics/finding.ts";
import { withFewInstances } from "./jobs-to-lint.ts";
import type { LintFamily, LintPlace } from "./lint.ts";
import { lintRows, type LintId } from "./lints.ts";
import { readSettings, type FabioStart } from "../config/written-settings.ts";
import { lintedRouting, type LintedRouting } from "./linted-routing.ts";

/** The input of the lints: whatever is known. */
export interface LintInput {
  readonly jobs?: readonly ApiJob[];
  /** The same jobs, where they have been read already. */
  readonly routing?: JobRouting;
  /** The state of Consul that Fabio reads, manual overrides included. */
  readonly consul?: ConsulState;
  /** Route commands, such as those of a static registry. */
  readonly commands?: string;
  /** A running Fabio. */
  readonly live?: Pick<LiveFabio, "table"> & Partial<LiveFabio>;
  /** Manual overrides, where they are not in `consul`. */
  readonly keys?: readonly ConsulKey[];
  /** How Fabio is started; without it, as a job among `jobs` says. */
  readonly start?: FabioStart;
  /** @default the setting of `start`, else `urlprefix-` */
  readonly tagPrefix?: string;
  /** Of Fabio's Consul agent. */
  readonly datacenter?: string;
  /** @default that of the Fabio that one of `jobs` runs, or that is `live`; else the newest that is known */
  readonly version?: FabioVersion;
}

/** The fields that only findings of lints have. */
export interface LintFindingEvidence extends Pick<LintPlace, "tag" | "line" | "key" | "setting"> {
  readonly family: LintFamily;
}

/** One thing that a lint has found. Its code is the lint's name, its detail is what Fabio does; `keys` lead into the `ApiJob`. */
export interface LintFinding extends Finding<LintId, LintFindingEvidence> {
  readonly help: string;
  readonly evidence: LintFindingEvidence;
}

/** A lint that could not be checked. */
export interface SkippedLint {
  readonly id: LintId;
  readonly reason: string;
}

/** The findings of the lints, and which of the lints could not look. */
export interface LintReport {
  /** Most severe first, then in the order of the lints. */
  readonly findings: readonly LintFinding[];
  /** Lints that the input does not say enough for: neither passed nor failed. */
  readonly skipped: readonly SkippedLint[];
}

/**
 * Everything that the lints find; never throws. A lint that needs to know what the input does not say is among the
 * skipped.
 */
export function lintRoutes(input: LintInput): LintReport {
  const routing = readInput(input);
  const { findings, skipped } = lintRouting(routing);
  // The other services in a live table do not concern the files, unless the files are the cause.
  const { live, settings, version, hasJobs } = routing;
  const before =
    live === undefined || !hasJobs
      ? []
      : lintRoutes({ version, live: { ...live, ...(settings !== undefined && { settings }) } }).findings;
  const known = new Set(before.map((finding) => JSON.stringify(finding)));
  return {
    findings: findings.filter(
      (finding) => finding.route === undefined || !known.has(JSON.stringify(finding)),
    ),
    skipped,
  };
}

function lintRouting(routing: LintedRouting): LintReport {
  const findings: LintFinding[] = [];
  const skipped: SkippedLint[] = [];
  for (const { id, family, severity, doc, fix, check } of lintRows) {
    const missing = check.needs.find((need) => !needs[need].isMet(routing));
    if (missing !== undefined) {
      skipped.push({ id, reason: needs[missing].reason });
      continue;
    }
    for (const { place, message, ...own } of check.run(routing)) {
      const { tag, line, key, setting, ...about } = place;
      findings.push({
        severity: own.severity ?? severity,
        code: id,
        summary: message,
        detail: doc,
        help: own.fix ?? fix,
        ...about,
        evidence: {
          family,
          ...(tag !== undefined && { tag }),
          ...(line !== undefined && { line }),
          ...(key !== undefined && { key }),
          ...(setting !== undefined && { setting }),
        },
      });
    }
  }
  return { findings: findings.toSorted((a, b) => rank[a.severity] - rank[b.severity]), skipped };
}

const rank: Readonly<Record<Severity, number>> = { critical: 0, error: 1, warning: 2, info: 3 };

function readInput(input: LintInput): LintedRouting {
  const { consul, commands, keys, live } = input;
  const jobs = input.routing ?? (input.jobs && createJobRouting(input.jobs.map(withFewInstances)));
  const version = input.version ?? jobs?.fabio?.version ?? live?.settings?.version ?? DEFAULT_VERSION;
  const start = input.start ?? jobs?.fabio;
  const written = start === undefined ? undefined : readSettings(start, version);
  const settings = written ?? live?.settings;
  return lintedRouting({
    ...(jobs !== undefined && { jobs }),
    ...(consul !== undefined && { consul }),
    ...(commands !== undefined && { commands }),
    ...(keys !== undefined && { keys }),
    ...(live !== undefined && { live }),
    ...(settings !== undefined && { settings }),
    ...(written !== undefined && { start: written }),
    prefix: input.tagPrefix ?? settings?.values["registry.consul.tagprefix"] ?? DEFAULT_TAG_PREFIX,
    ...(input.datacenter !== undefined && { datacenter: input.datacenter }),
    version,
  });
}
