import type { LintRow } from "../lint-row.ts";
import { show, hit, ofRoutedServices } from "../check.ts";
import { hasRouteTag } from "../linted-service.ts";

/** Services that Fabio does not see, or not as healthy. */
export const unmatchedServices = {
  "no-check": {
    severity: "error",
    scope: ["service"],
    title: "A service with a route tag and without a check",
    doc: "It is never routed to, and nothing says so.",
    fix: "Add a check to the service.",
    evidence: "seen-1.7.3",
    check: ofRoutedServices(({ checks, hasNodeChecks, name, place }) =>
      hit(place, checks === 0 && !hasNodeChecks ? `The service ${show(name)} has no check` : undefined),
    ),
  },
  "check-node-level": {
    severity: "error",
    scope: ["service"],
    title: "A service with a route tag whose only checks are those of its node",
    doc: "It is never routed to: only checks of the service itself count.",
    fix: "Register the check with the service's id.",
    evidence: "read-in-code",
    check: ofRoutedServices(
      ({ checks, hasNodeChecks, name, place }) =>
        hit(
          place,
          checks === 0 && hasNodeChecks ? `The service ${show(name)} has only checks of its node` : undefined,
        ),
      ["checks"],
    ),
  },
  "nomad-provider": {
    severity: "error",
    scope: ["service"],
    title: "A service with a route tag that is registered in Nomad",
    doc: "Fabio reads Consul and never sees it.",
    fix: 'Set `provider = "consul"`.',
    evidence: "read-in-code",
    check: {
      needs: ["jobs"],
      run: ({ services = [] }) =>
        services
          .filter((service) => service.provider === "nomad" && hasRouteTag(service))
          .map(({ name, place }) => ({ place, message: `The service ${show(name)} is registered in Nomad` })),
    },
  },
} satisfies Readonly<Record<string, LintRow>>;
