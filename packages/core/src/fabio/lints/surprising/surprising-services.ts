import type { LintRow } from "../lint-row.ts";
import { ofSettings, show, hit, routesOf, ofRoutedServices, routeKey } from "../check.ts";
import { groupBy } from "../../../units/group-by.ts";
import { isRouteTag, hasRouteTag } from "../linted-service.ts";

/** Services that get requests they should not, or none. */
export const surprisingServices = {
  "connect-sidecar": {
    severity: "error",
    scope: ["service"],
    title: "A Connect sidecar without tags of its own beside a service with route tags",
    doc: "The sidecar inherits them and gets its share of the requests, which it cannot answer.",
    fix: 'Give `sidecar_service` tags of its own: `tags = ["connect-proxy"]`.',
    evidence: "reported",
    check: {
      needs: ["routes"],
      run: (routing) => {
        const { services } = routing;
        if (services !== undefined) {
          return services
            .filter(
              (service) =>
                service.isInheritingSidecar && service.provider === "consul" && hasRouteTag(service),
            )
            .map(({ name, place }) => ({
              place,
              message: `${show(name)} has the route tags of its service`,
            }));
        }
        const keys = new Set(routesOf(routing).map((route) => `${route.service} ${routeKey(route)}`));
        return routesOf(routing).flatMap((route) => {
          const owner = route.service.replace(/-sidecar-proxy$/, "");
          const isShared = route.isSidecar && keys.has(`${owner} ${routeKey(route)}`);
          return hit(
            route.place,
            isShared ? `${show(route.service)} has the route of its service` : undefined,
          );
        });
      },
    },
  },
  "comma-in-tag": {
    severity: "info",
    scope: ["tag"],
    title: "A comma in a tag beside a route tag",
    doc: "It becomes two tags, which matters to `route del` and `route weight`.",
    fix: "Leave the comma out, if overrides name the tag.",
    evidence: "seen-1.7.3",
    check: ofRoutedServices(({ tags }) =>
      tags
        .filter((tag) => !isRouteTag(tag) && tag.text.includes(","))
        .map(({ place, text }) => ({
          place,
          message: `The tag ${show(text)} becomes ${text.split(",").length} tags`,
        })),
    ),
  },
  "port-zero": {
    severity: "error",
    scope: ["service"],
    title: "A service without a port",
    doc: "The target's port is 0: 502.",
    fix: "Give the service a port.",
    evidence: "seen-1.7.3",
    check: {
      needs: ["routes"],
      run: (routing) => {
        const ofServices = (routing.services ?? [])
          .filter((service) => service.provider === "consul" && service.port === 0 && hasRouteTag(service))
          .map(({ name, place }) => ({ place, message: `The service ${show(name)} has no port` }));
        const named = new Set((routing.services ?? []).map(({ name }) => name));
        const others = routesOf(routing)
          .filter(
            ({ service, dsts }) =>
              !named.has(service) && dsts.some((dst) => /^[a-z]+:\/\/[^/]*:0(?:\/|$)/.test(dst)),
          )
          .map(({ place, dsts }) => ({ place, message: `The target ${dsts[0] ?? ""} has the port 0` }));
        return [...ofServices, ...others];
      },
    },
  },
  "canary-tags": {
    severity: "info",
    scope: ["service"],
    title: "`canary_tags` on a service with routes",
    doc: "Canaries have these tags in place of the others: without a route tag they get no requests, with one as many as every other instance.",
    fix: "Nothing to do, if that is what you want; `weight=` in a canary's tag gives it a share.",
    evidence: "read-in-code",
    check: ofRoutedServices(
      ({ tags, hasCanaryTags, name, place }) => {
        if (!hasCanaryTags) return [];
        const routes = tags.filter((tag) => tag.isCanary && isRouteTag(tag));
        const isWeighted = routes.some(({ words }) => words.some((word) => word.startsWith("weight=")));
        const share =
          routes.length === 0
            ? "no requests"
            : isWeighted
              ? "the share that its weight says"
              : "the same share as each other instance";
        return hit(place, `A canary of ${show(name)} gets ${share}`);
      },
      ["jobs"],
    ),
  },
  "checks-any": {
    severity: "info",
    scope: ["service", "fabio"],
    title: "More than one check, while one that passes is enough",
    doc: "The instance gets requests as long as any of its checks passes.",
    fix: "Set `registry.consul.checksRequired=all`.",
    evidence: "seen-1.7.3",
    check: ofRoutedServices(
      ({ checks, name, place }, { settings }) =>
        hit(
          place,
          checks > 1 && settings?.values["registry.consul.checksRequired"] !== "all"
            ? `One of the ${checks} checks of ${show(name)} is enough`
            : undefined,
        ),
      ["settings"],
    ),
  },
  "status-warning": {
    severity: "info",
    scope: ["live", "fabio"],
    title: "A check in the state `warning`",
    doc: "It does not count as passing.",
    fix: "Add `warning` to `registry.consul.service.status`, if it should.",
    evidence: "seen-1.7.3",
    check: ofSettings(
      ({ values }, { checks = [], prefix }) => {
        if (values["registry.consul.service.status"].includes("warning")) return [];
        const warned = checks.filter(
          ({ Status, ServiceID, ServiceTags }) =>
            Status === "warning" &&
            ServiceID !== "" &&
            (ServiceTags ?? []).some((tag) => tag.startsWith(prefix)),
        );
        return Array.from(groupBy(warned, ({ ServiceName }) => ServiceName).keys(), (service) => ({
          place: { service },
          message: `A check of ${show(service)} warns, which does not count as passing`,
        }));
      },
      ["checks"],
    ),
  },
} satisfies Readonly<Record<string, LintRow>>;
