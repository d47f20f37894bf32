import type { LintRow } from "../lint-row.ts";
import { ofSettings, settingPlace, show, hit, routesOf } from "../check.ts";
import { groupBy } from "../../../units/group-by.ts";
import { since } from "../../version.ts";

/** Settings that do not fit each other, or the routes. */
export const settingsLints = {
  "stale-consistent": {
    severity: "error",
    scope: ["fabio"],
    title: "`allowStale` while `requireConsistent` is on, as it is by default",
    doc: "Fabio exits with code 1.",
    fix: "Add `-registry.consul.requireConsistent=false`.",
    evidence: "seen-1.7.3",
    check: ofSettings(({ values }, routing) =>
      values["registry.consul.allowStale"] &&
      values["registry.consul.requireConsistent"] &&
      since(routing.version, "1.6.1")
        ? [
            {
              place: settingPlace(routing, "registry.consul.allowStale"),
              message: "registry.consul.requireConsistent is true as well",
            },
          ]
        : [],
    ),
  },
  "checks-required-typo": {
    severity: "warning",
    scope: ["fabio"],
    title: "`checksRequired` that is neither `one` nor `all`",
    doc: "It means `one`.",
    fix: "Write `one` or `all`.",
    evidence: "seen-1.7.3",
    check: ofSettings(({ values }, routing) => {
      const text = values["registry.consul.checksRequired"];
      return text === "one" || text === "all"
        ? []
        : [
            {
              place: settingPlace(routing, "registry.consul.checksRequired"),
              message: `${show(text)} means one`,
            },
          ];
    }),
  },
  "admin-exposed": {
    severity: "warning",
    scope: ["fabio"],
    title: "An admin API that others can reach, that is writable or shows a Consul token",
    doc: "Anyone can change routes, or read the token from `/api/config`.",
    fix: "Set `ui.access=ro`, and listen on `127.0.0.1` where there is a token.",
    evidence: "seen-1.7.3",
    check: ofSettings(({ values, ui }, routing) => {
      if (ui === undefined || /^(?:127(?:\.\d+){3}|localhost|\[::1\]):/.test(ui.address)) return [];
      const isWritable = values["ui.access"] !== "ro";
      const hasToken = values["registry.consul.token"] !== "";
      if (!isWritable && !hasToken) return [];
      const what = isWritable ? "change routes" : "read the Consul token";
      return [
        { place: settingPlace(routing, "ui.addr"), message: `Whoever reaches ${ui.address} can ${what}` },
      ];
    }),
  },
  "glob-cache-small": {
    severity: "warning",
    scope: ["table", "fabio"],
    title: "More hosts than `glob.cache.size`, while globs are on",
    doc: "Patterns are compiled again for every request: lookups take 20 to 40 times as long.",
    fix: "Raise `glob.cache.size` above the number of hosts.",
    evidence: "seen-1.7.3",
    check: ofSettings(
      ({ values }, routing) => {
        const hosts = new Set(routesOf(routing).map(({ host }) => host)).size;
        const size = values["glob.cache.size"];
        if (values["glob.matching.disabled"] || hosts <= size) return [];
        return hit({ setting: "glob.cache.size" }, `There are ${hosts} hosts and room for ${size}`);
      },
      ["routes"],
    ),
  },
  "big-table": {
    severity: "info",
    scope: ["table"],
    title: "More than 10,000 hosts, or paths on one host",
    doc: "Each request goes through all of them, and the table is slow to build.",
    fix: "Split the services over several Fabios, with tag prefixes of their own.",
    evidence: "seen-1.7.3",
    check: {
      needs: ["routes"],
      run: (routing) => {
        const hosts = groupBy(routesOf(routing), ({ host }) => host);
        const many = hosts.size > manyRoutes ? hit({}, `The table has ${hosts.size} hosts`) : [];
        const long = [...hosts].flatMap(([host, routes]) => {
          const paths = new Set(routes.map(({ path }) => path)).size;
          return hit(
            { route: host },
            paths > manyRoutes ? `The host ${show(host)} has ${paths} paths` : undefined,
          );
        });
        return [...many, ...long];
      },
    },
  },
  "register-alias-dup": {
    severity: "info",
    scope: ["table"],
    title: "A `register=` with the name of a service",
    doc: "Fabio is added to that service as one more instance.",
    fix: "Choose another name.",
    evidence: "seen-1.7.3",
    check: {
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
  },
} satisfies Readonly<Record<string, LintRow>>;

const manyRoutes = 10_000;
