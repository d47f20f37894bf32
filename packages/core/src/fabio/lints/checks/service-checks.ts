import { groupBy } from "../../../units/group-by.ts";
import { hasRouteTag, isRouteTag } from "../linted-service.ts";
import { hit, ofRoutedServices, ofSettings, routeKey, routesOf, show, type Check } from "./check.ts";

/** Checks of services: how they are registered and checked. */
export const serviceChecks = {
  "no-check": ofRoutedServices(({ checks, hasNodeChecks, name, place }) =>
    hit(place, checks === 0 && !hasNodeChecks ? `The service ${show(name)} has no check` : undefined),
  ),
  "check-node-level": ofRoutedServices(
    ({ checks, hasNodeChecks, name, place }) =>
      hit(
        place,
        checks === 0 && hasNodeChecks ? `The service ${show(name)} has only checks of its node` : undefined,
      ),
    ["checks"],
  ),
  "nomad-provider": {
    needs: ["jobs"],
    run: ({ services = [] }) =>
      services
        .filter((service) => service.provider === "nomad" && hasRouteTag(service))
        .map(({ name, place }) => ({ place, message: `The service ${show(name)} is registered in Nomad` })),
  },
  "connect-sidecar": {
    needs: ["routes"],
    run: (routing) => {
      const { services } = routing;
      if (services !== undefined) {
        return services
          .filter(
            (service) => service.isInheritingSidecar && service.provider === "consul" && hasRouteTag(service),
          )
          .map(({ name, place }) => ({ place, message: `${show(name)} has the route tags of its service` }));
      }
      const keys = new Set(routesOf(routing).map((route) => `${route.service} ${routeKey(route)}`));
      return routesOf(routing).flatMap((route) => {
        const owner = route.service.replace(/-sidecar-proxy$/, "");
        const isShared = route.isSidecar && keys.has(`${owner} ${routeKey(route)}`);
        return hit(route.place, isShared ? `${show(route.service)} has the route of its service` : undefined);
      });
    },
  },
  "port-zero": {
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
  "canary-tags": ofRoutedServices(
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
  "checks-any": ofRoutedServices(
    ({ checks, name, place }, { settings }) =>
      hit(
        place,
        checks > 1 && settings?.values["registry.consul.checksRequired"] !== "all"
          ? `One of the ${checks} checks of ${show(name)} is enough`
          : undefined,
      ),
    ["settings"],
  ),
  "status-warning": ofSettings(
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
  "register-alias-dup": {
    needs: ["routes"],
    run: (routing) => {
      // A Fabio that runs has registered itself under the name, and is not one of the services that have it.
      const services = (routing.services ?? []).filter(({ isFabio }) => !isFabio);
      const names = new Set([
        ...services.map(({ name }) => name),
        ...routesOf(routing).map(({ service }) => service),
      ]);
      return routesOf(routing).flatMap(({ place, opts }) => {
        const { register } = opts;
        const isTaken = register !== undefined && names.has(register);
        return hit(place, isTaken ? `There is a service ${show(register)} already` : undefined);
      });
    },
  },
} satisfies Readonly<Record<string, Check>>;
