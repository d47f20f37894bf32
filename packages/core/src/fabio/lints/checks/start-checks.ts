import { didYouMean } from "../../../diagnostics/did-you-mean.ts";
import { readFlagValue } from "../../config/flag-value.ts";
import { fabioFlags, flagNames, isFlagName, knowsFlag } from "../../config/flags.ts";
import { portOf } from "../../config/listener.ts";
import { variableOf } from "../../config/load-config.ts";
import { since } from "../../version.ts";
import { ofSettings, ofStart, settingPlace, show, type Check } from "./check.ts";

/** Checks of how Fabio is started, and of the job that starts it. */
export const startChecks = {
  "flag-bool-space": ofStart(({ start: { args } }, routing) =>
    args.flatMap((arg, index) => {
      const name = /^--?([^=-][^=]*)$/.exec(arg)?.[1] ?? "";
      const next = args[index + 1];
      const isBool = isFlagName(name) && fabioFlags[name].type === "bool";
      return isBool && next !== undefined && !next.startsWith("-")
        ? [{ place: settingPlace(routing, name), message: `${show(next)} behind ${arg} ends the flags` }]
        : [];
    }),
  ),
  "flag-unknown": ofStart(({ texts }, routing) =>
    texts
      .filter(({ name, from }) => from === "arguments" && !goFlags.includes(name))
      .filter(({ name }) => !isFlagName(name) || !knowsFlag(routing.version, name))
      .map(({ name }) => ({
        place: settingPlace(routing, name),
        message: `Fabio ${routing.version} has no flag -${name}${suggestion(name)}`,
      })),
  ),
  "prop-unknown": ofStart(({ start: { environ }, texts }, routing) => {
    const variables = flagNames.filter((name) => knowsFlag(routing.version, name)).map(variableOf);
    return [
      ...texts
        .filter(
          ({ name, from }) =>
            from === "properties" && !(isFlagName(name) && knowsFlag(routing.version, name)),
        )
        .map(({ name }) => ({
          place: settingPlace(routing, name),
          message: `There is no setting ${show(name)}${suggestion(name)}`,
        })),
      ...Object.keys(environ)
        .filter(
          (name) => /^FABIO_/i.test(name) && !variables.includes(name.slice("FABIO_".length).toUpperCase()),
        )
        .map((name) => ({
          place: settingPlace(routing, name),
          message: `No setting has the variable ${name}`,
        })),
    ];
  }),
  "value-unparsable": ofStart(({ texts }, routing) =>
    texts.flatMap(({ name, text, from }) => {
      if (from === "arguments" || !isFlagName(name)) return [];
      const read = readFlagValue(fabioFlags[name].type, text);
      if (!("error" in read)) return [];
      const inForce = String(read.left) || "nothing";
      return [
        {
          place: settingPlace(routing, name),
          message: `${name}: ${show(text)} cannot be read, ${inForce} is in force`,
        },
      ];
    }),
  ),
  "env-collision": ofStart(({ start: { environ } }, routing) => {
    const names = new Map<string, string>(flagNames.map((name) => [variableOf(name), name]));
    return Object.keys(environ).flatMap((variable) => {
      const name = names.get(variable.toUpperCase());
      return name === undefined
        ? []
        : [{ place: settingPlace(routing, variable), message: `The variable ${variable} sets ${name}` }];
    });
  }),
  "stale-consistent": ofSettings(({ values }, routing) =>
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
  "checks-required-typo": ofSettings(({ values }, routing) => {
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
  "admin-exposed": ofSettings(({ values, ui }, routing) => {
    if (ui === undefined || /^(?:127(?:\.\d+){3}|localhost|\[::1\]):/.test(ui.address)) return [];
    const isWritable = values["ui.access"] !== "ro";
    const hasToken = values["registry.consul.token"] !== "";
    if (!isWritable && !hasToken) return [];
    const what = isWritable ? "change routes" : "read the Consul token";
    return [
      { place: settingPlace(routing, "ui.addr"), message: `Whoever reaches ${ui.address} can ${what}` },
    ];
  }),
  "job-static-port": {
    needs: ["fabio-job", "settings"],
    run: (routing) => {
      const { settings, fabioTask } = routing;
      const ui = settings?.ui?.result;
      const all = [...(settings?.listeners ?? []), ...(ui === undefined || "error" in ui ? [] : [ui])];
      return all
        .filter(({ protocol }) => protocol !== "tcp-dynamic")
        .filter((listener) => !(fabioTask?.staticPorts ?? []).includes(portOf(listener) ?? 0))
        .map(({ address }) => ({
          place: settingPlace(routing),
          message: `No network of the job reserves the port of ${address}`,
        }));
    },
  },
  "health-only": {
    needs: ["fabio-job"],
    run: (routing) => {
      const checks = routing.fabioTask?.checks ?? [];
      const isOnly =
        checks.length > 0 &&
        checks.every(
          // With a host of its own it goes through a route.
          ({ type, path, host }) => type === "http" && path === "/health" && host === "",
        );
      return isOnly
        ? [{ place: settingPlace(routing), message: "The job's only check asks for /health" }]
        : [];
    },
  },
} satisfies Readonly<Record<string, Check>>;

/** Flags that are no settings. */
const goFlags: readonly string[] = ["cfg", "v", "version", "h", "help"];

function suggestion(name: string): string {
  const known = didYouMean(name, flagNames);
  return known === undefined || known === name ? "" : `; did you mean ${known}?`;
}
