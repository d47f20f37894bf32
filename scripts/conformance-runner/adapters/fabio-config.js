// @ts-check
// fabio/config-{listeners,flags,precedence}.json: arguments, environment and properties -> the fields of Fabio's
// configuration that differ from its defaults, or its error.
import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";

import { library } from "../library.js";

const { apiConfig, loadConfig } = await library("/fabio");
const { parseDuration } = await library("");

/**
 * @typedef {object} Case
 * @property {string} desc
 * @property {string[]} args
 * @property {string[]} [environ]
 * @property {string} [configFile]
 * @property {string[]} [envPrefixes] the case is about a flag set of its own
 * @property {Record<string, unknown>} [expect] values of that
 * @property {any} [differsFromDefault]
 * @property {string} [error]
 * @property {boolean} [versionOnly]
 */

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/fabio\/config-(listeners|flags|precedence)\.json$/,
  async *cases(file) {
    const { cases } = JSON.parse(await readFile(file, "utf8"));
    for (const [index, one] of cases.entries()) {
      const check = () => (one.expect === undefined ? checkConfig(one) : checkFlagSet(one));
      yield { id: `${index} ${one.desc ?? ""}`, check };
    }
  },
};

/** @param {Case} one */
function checkConfig({ args, environ = [], configFile, differsFromDefault, error, versionOnly }) {
  const { config, problems, exit } = loadConfig({ args, environ: record(environ), properties: configFile });
  if (versionOnly) return exit === 0 ? undefined : `exit ${exit}`;
  const refused = problems.find((/** @type {any} */ { effect }) => effect === "exit")?.message;
  if (error !== undefined) return refused === error ? undefined : `${refused}, not ${error}`;
  if (config === undefined) return `refused: ${refused}`;
  const plain = withoutZeros(apiConfig(config));
  const wanted = merged(withoutZeros(apiConfig(loadConfig().config)), inUnits(differsFromDefault));
  return isDeepStrictEqual(plain, withoutZeros(wanted))
    ? undefined
    : `${JSON.stringify(plain)}, not ${JSON.stringify(wanted)}`;
}

/**
 * A flag set with a text `v` and a list `a`: two settings of Fabio's stand for them.
 * @param {Case} one
 */
function checkFlagSet({ args, environ = [], envPrefixes = [""], configFile = "", expect = {} }) {
  const names = { v: "ui.title", a: "registry.consul.register.tags" };
  const rename = (/** @type {string} */ text, /** @type {(name: string) => string} */ spell) =>
    text.replace(/^(-?)([va])$|^([va])(?==)/, (_, dash = "", alone, key) => {
      return dash + spell(names[/** @type {"v" | "a"} */ (alone ?? key)]);
    });
  const variable = (/** @type {string} */ entry) => {
    const prefix = envPrefixes.find((candidate) => candidate !== "" && entry.startsWith(candidate));
    const upper = (/** @type {string} */ name) => name.toUpperCase().replaceAll(".", "_");
    return prefix === undefined ? rename(entry, upper) : `FABIO_${rename(entry.slice(prefix.length), upper)}`;
  };
  const { config } = loadConfig({
    args: ["-cfg=file", ...args.map((arg) => rename(arg, (name) => name))],
    environ: record(environ.map(variable)),
    properties: rename(configFile, (name) => name),
  });
  const differing = Object.entries(expect).find(
    ([name, value]) => !isDeepStrictEqual(config.values[names[/** @type {"v" | "a"} */ (name)]], value),
  );
  return differing === undefined ? undefined : `not ${differing.join("=")}`;
}

/** @param {string[]} environ */
function record(environ) {
  return Object.fromEntries(environ.map((entry) => /^([^=]*)=(.*)$/s.exec(entry)?.slice(1) ?? [entry, ""]));
}

/**
 * @param {any} base
 * @param {any} changes
 * @returns {any}
 */
function merged(base, changes) {
  if (typeof changes !== "object" || Array.isArray(changes) || typeof base !== "object") return changes;
  const keys = new Set([...Object.keys(base), ...Object.keys(changes)]);
  return Object.fromEntries(
    [...keys].map((key) => [key, key in changes ? merged(base[key], changes[key]) : base[key]]),
  );
}

/**
 * Durations as numbers.
 * @param {any} value
 * @returns {any}
 */
function inUnits(value) {
  if (typeof value === "string" && /^-?\d[\d.a-zµ]*[a-z]$/.test(value)) return parseDuration(value) ?? value;
  if (Array.isArray(value)) return value.map(inUnits);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inUnits(item)]));
}

/**
 * The cases leave zero values out.
 * @param {any} value
 * @returns {any}
 */
function withoutZeros(value) {
  if (Array.isArray(value)) return value.map(withoutZeros);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, withoutZeros(item)])
      .filter(([key, item]) => {
        const isEmpty = typeof item === "object" && item !== null && Object.keys(item).length === 0;
        return (
          !["", 0, false, null, "0001-01-01T00:00:00Z"].includes(item) &&
          (!isEmpty || key === "GZIPContentTypes")
        );
      }),
  );
}
