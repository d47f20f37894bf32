import type { LintFinding } from "@nomadx/core/fabio";

import type { Finding } from "../output/finding.ts";

/** A finding of a lint in the form that all formats show, at its place in a file. */
export function findingOf(found: LintFinding, source: Finding["source"]): Finding {
  const { code, severity, summary, help, service, job, route } = found;
  return {
    id: code,
    severity,
    message: source === undefined ? placedMessage(found) : summary,
    ...(service !== undefined && { service }),
    ...(job !== undefined && { job }),
    ...(route !== undefined && { route }),
    ...(source !== undefined && { source }),
    fix: help,
  };
}

/** The summary with what it is about, where no place in a file says that. */
function placedMessage({ summary, service, route, evidence: { key, tag } }: LintFinding): string {
  const detail = tag === undefined ? route && `route ${route}` : `tag ${JSON.stringify(tag)}`;
  // Those about a service as a whole name it themselves.
  const about = [
    key !== undefined && !summary.includes(key) && `key ${key}`,
    service !== undefined && detail !== undefined && `service ${service}`,
    detail,
  ].filter(Boolean);
  return about.length === 0 ? summary : `${about.join(", ")}: ${summary}`;
}
