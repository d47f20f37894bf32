import type { LintFinding } from "@nomadx/core/fabio";

import type { Finding } from "../output/finding.ts";

/** A finding of a lint in the form that all formats show, at its place in a file. */
export function findingOf(found: LintFinding, source: Finding["source"]): Finding {
  const { id, severity, fix, service, job, route } = found;
  return {
    id,
    severity,
    message: source === undefined ? placedMessage(found) : found.message,
    ...(service !== undefined && { service }),
    ...(job !== undefined && { job }),
    ...(route !== undefined && { route }),
    ...(source !== undefined && { source }),
    fix,
  };
}

/** The message with what it is about, where no place in a file says that. */
function placedMessage({ message, key, service, tag, route }: LintFinding): string {
  const detail = tag === undefined ? route && `route ${route}` : `tag ${JSON.stringify(tag)}`;
  // Messages about a service as a whole name it themselves.
  const about = [
    key !== undefined && !message.includes(key) && `key ${key}`,
    service !== undefined && detail !== undefined && `service ${service}`,
    detail,
  ].filter(Boolean);
  return about.length === 0 ? message : `${about.join(", ")}: ${message}`;
}
