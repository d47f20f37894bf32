/**
 * The findings of commands beside problems in files, lints and verifications; `docs/errors.md` is checked against this
 * table. An error that ends a command is a finding too, by the code of the error.
 */
export const commandFindings = {
  "bad-route": "Fabio cannot read a route tag or command, or takes it for something else",
  "dns-incomplete": "The answer of DNS may not be all there is",
  "dns-nothing": "DNS knows no such name, or has no such record of it",
  "hidden-secrets": "Secret values were written as (sensitive)",
  "no-listener": "A route needs a listener that was not given",
  "no-route": "There is no route for the request, or for the service",
  "not-placed": "Not all allocations of a job fit",
  "nothing-verified": "No service, or no route, could be verified",
  unavailable: "A part of what was asked for cannot be read",
  unformatted: "A file is not in the canonical form of HCL",
  unhealthy: "A job did not come to the end that was asked for",
  unreadable: "Fabio's API cannot show the overrides in a key",
  unrouted: "A service has route tags, and Fabio will route nothing to it",
} as const satisfies Readonly<Record<string, string>>;

/** The code of such a finding. */
export type CommandFinding = keyof typeof commandFindings;
