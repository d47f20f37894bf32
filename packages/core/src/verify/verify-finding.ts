import type { Finding } from "../diagnostics/finding.ts";
import type { Layer } from "./layer.ts";

/** The kinds of findings, with what they mean; `docs/verifying.md` is checked against this table. */
export const verifyFindings = {
  unreachable: "The layer cannot be asked",
  "no-permission": "The token may not read what has to be seen",
  "job-missing": "Nomad does not run the job",
  "allocation-failed": "An allocation has failed, and nothing runs in its place",
  "allocation-missing": "Fewer allocations run than the file says",
  "allocation-extra": "More allocations run than the file says",
  "not-registered": "A running allocation is not registered",
  "too-few": "Fewer instances are registered than the file says",
  "too-many": "More instances are registered than the file says",
  "check-critical": "A check of an instance fails",
  "check-warning": "A check of an instance warns: Fabio routes nothing to it",
  orphaned: "A registration remains of an allocation that does not run",
  "registered-twice": "Two registrations have the same address and port",
  foreign: "Another job, or something other than Nomad, has registered an instance under the name",
  "wrong-address": "An instance is registered at an address or port that is not its own",
  tags: "An instance has different tags than the file says",
  "dns-missing": "DNS does not list an instance that passes",
  "dns-stale": "DNS lists an instance that Consul does not list as healthy",
  "dns-truncated": "Clients that ask over UDP get only some of the instances",
  "no-fabio": "No Fabio was found",
  "poisoned-table": "A tag or override keeps Fabio from updating its table",
  "stale-table": "Fabio's table is not what Consul's state leads to",
  "listener-missing": "No listener of Fabio serves the route",
  unrouted: "A service has route tags, and Fabio will never route to it",
  "empty-table": "Fabio has no route at all",
  missing: "A route is not there",
  extra: "A service has a route that the files do not give it",
  "target-count": "A route has more or fewer targets than there are instances",
  options: "A route has different options",
  "target-tags": "The targets of a route have different tags",
  target: "The targets of a route have a different protocol, or a redirect leads elsewhere",
  share: "A service gets a different share of a route's requests",
  "other-service": "A service that is not in the files shares the route",
  disagreement: "Two Fabios have different tables",
  expectation: "An expectation in the job's meta cannot be used",
  refused: "A request gets no answer from the service",
  "wrong-answer": "A request gets a different answer than expected",
  "wrong-certificate": "The certificate is not for the name, or not valid now",
  "wrong-backend": "Another service answers",
  "instance-unseen": "An instance gets no requests",
  "instance-refused": "An instance does not answer when it is asked directly",
} as const satisfies Readonly<Record<string, string>>;

/** A row of `verifyFindings`. */
export type VerifyFindingKind = keyof typeof verifyFindings;

/** The code of a finding: the layer that was asked, and the kind: `consul/check-critical`. */
export type VerifyFindingCode = `${Layer}/${VerifyFindingKind}`;

/** The fields that only findings of `verify` have. */
export interface VerifyFindingEvidence {
  readonly layer: Layer;
  readonly kind: VerifyFindingKind;
  /** It is a warning since its kind was to be accepted. */
  readonly isAccepted?: true;
}

/**
 * One thing that keeps traffic from arriving. A warning keeps nothing from being verified. Without a `service` it is about
 * all of them; `keys` lead into the `ApiJob`.
 */
export interface VerifyFinding extends Finding<VerifyFindingCode, VerifyFindingEvidence> {
  readonly evidence: VerifyFindingEvidence;
}

/** The facts of a finding beside its code: that it is an error goes without saying. */
export type VerifyFindingFacts = Omit<Finding, "severity" | "code" | "evidence"> &
  Partial<Pick<Finding, "severity">>;

/**
 * Makes the finding of a layer.
 * @example verifyFinding("dns", "dns-missing", { summary: "web.service.consul: there is no such name", service: "web" })
 */
export function verifyFinding(
  layer: Layer,
  kind: VerifyFindingKind,
  { severity = "error", ...facts }: VerifyFindingFacts,
): VerifyFinding {
  return { severity, code: `${layer}/${kind}`, ...facts, evidence: { layer, kind } };
}
