import type { LintRow } from "../lint-row.ts";
import { settingPlace, show, ofStart } from "../check.ts";
import { didYouMean } from "../../../diagnostics/did-you-mean.ts";
import { readFlagValue } from "../../config/flag-value.ts";
import { fabioFlags, flagNames, isFlagName, knowsFlag } from "../../config/flags.ts";
import { variableOf } from "../../config/load-config.ts";

/** How Fabio is started: flags, properties and variables. */
export const startLints = {
  "flag-bool-space": {
    severity: "error",
    scope: ["fabio"],
    title: "A yes-or-no flag with its value as the next argument",
    doc: "It ends the flags: all after it are ignored without a message.",
    fix: "Write `-name=value`.",
    evidence: "seen-1.7.3",
    check: ofStart(({ start: { args } }, routing) =>
      args.flatMap((arg, index) => {
        const name = /^--?([^=-][^=]*)$/.exec(arg)?.[1] ?? "";
        const next = args[index + 1];
        const isBool = isFlagName(name) && fabioFlags[name].type === "bool";
        return isBool && next !== undefined && !next.startsWith("-")
          ? [{ place: settingPlace(routing, name), message: `${show(next)} after ${arg} ends the flags` }]
          : [];
      }),
    ),
  },
  "flag-unknown": {
    severity: "error",
    scope: ["fabio"],
    title: "A flag that this version does not know",
    doc: "Fabio exits with code 2.",
    fix: "Remove the flag, or use a version that knows it.",
    evidence: "seen-1.7.3",
    check: ofStart(({ texts }, routing) =>
      texts
        .filter(({ name, from }) => from === "arguments" && !goFlags.includes(name))
        .filter(({ name }) => !isFlagName(name) || !knowsFlag(routing.version, name))
        .map(({ name }) => ({
          place: settingPlace(routing, name),
          message: `Fabio ${routing.version} has no flag -${name}${suggestion(name)}`,
        })),
    ),
  },
  "prop-unknown": {
    severity: "warning",
    scope: ["fabio"],
    title: "A property or `FABIO_` variable that belongs to no setting",
    doc: "It is ignored.",
    fix: "Correct the name.",
    evidence: "seen-1.7.3",
    check: ofStart(({ start: { environ }, texts }, routing) => {
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
            message: `No setting belongs to the variable ${name}`,
          })),
      ];
    }),
  },
  "value-unparsable": {
    severity: "error",
    scope: ["fabio"],
    title: "A value in the environment or a property that cannot be read",
    doc: "It counts as zero or false, not as the default, without a message.",
    fix: "Correct the value.",
    evidence: "seen-1.7.3",
    check: ofStart(({ texts }, routing) =>
      texts.flatMap(({ name, text, from }) => {
        if (from === "arguments" || !isFlagName(name)) return [];
        const read = readFlagValue(fabioFlags[name].type, text);
        if (!("error" in read)) return [];
        const inForce = String(read.left) || "nothing";
        return [
          {
            place: settingPlace(routing, name),
            message: `${name}: ${show(text)} cannot be read, ${inForce} is used instead`,
          },
        ];
      }),
    ),
  },
  "env-collision": {
    severity: "warning",
    scope: ["fabio"],
    title: "A variable without prefix that has the name of a setting",
    doc: "It configures Fabio: `LOG_LEVEL` is `log.level`.",
    fix: "Give the variable another name, or the prefix `FABIO_` if it is meant.",
    evidence: "seen-1.7.3",
    check: ofStart(({ start: { environ } }, routing) => {
      const names = new Map<string, string>(flagNames.map((name) => [variableOf(name), name]));
      return Object.keys(environ).flatMap((variable) => {
        const name = names.get(variable.toUpperCase());
        return name === undefined
          ? []
          : [{ place: settingPlace(routing, variable), message: `The variable ${variable} sets ${name}` }];
      });
    }),
  },
} satisfies Readonly<Record<string, LintRow>>;

/** Flags that are no settings. */
const goFlags: readonly string[] = ["cfg", "v", "version", "h", "help"];

function suggestion(name: string): string {
  const known = didYouMean(name, flagNames);
  return known === undefined || known === name ? "" : `; did you mean ${known}?`;
}
