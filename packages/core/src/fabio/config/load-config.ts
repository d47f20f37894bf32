import { DEFAULT_VERSION, type FabioVersion } from "../version.ts";
import { checkSettings } from "./check-settings.ts";
import type { ConfigOrigin, ConfigProblem } from "./config-problem.ts";
import type { FlagValue } from "./fabio-flag.ts";
import { readFlagValue } from "./flag-value.ts";
import { fabioFlags, flagNames, isFlagName, knowsFlag, type FlagName, type FlagValues } from "./flags.ts";
import { parseArgs } from "./parse-args.ts";
import { parseProperties } from "./properties.ts";
import { interpret, type FabioConfig } from "./fabio-config.ts";

/** Everything Fabio looks at when it starts. */
export interface ConfigInput {
  /** The arguments behind the program's name. @default [] */
  readonly args?: readonly string[];
  /** @default {} */
  readonly environ?: Readonly<Record<string, string>>;
  /** Text of the file that `-cfg` names; without `-cfg` Fabio reads none. */
  readonly properties?: string;
  /** @default DEFAULT_VERSION */
  readonly version?: FabioVersion;
  /** The facts about the host that three defaults are taken from. */
  readonly host?: HostFacts;
}

/** Facts about the machine on which Fabio runs. */
export interface HostFacts {
  /** The first global unicast address. @default "" */
  readonly address?: string;
  /** @default 1 */
  readonly processors?: number;
  /** @default "/tmp" */
  readonly temporaryFolder?: string;
}

/** The result of loading a configuration. */
export interface LoadedConfig {
  /** Absent when Fabio ends before it has one. */
  readonly config?: FabioConfig;
  /** Who set what; all other settings have their defaults. */
  readonly origins: ReadonlyMap<FlagName, ConfigOrigin>;
  readonly problems: readonly ConfigProblem[];
  /** The code with which Fabio exits at start, because of the configuration; absent: it goes on. */
  readonly exit?: 0 | 1 | 2;
}

/**
 * Reads a configuration as Fabio does: the command line wins over the environment (`FABIO_PROXY_ADDR`, and
 * `PROXY_ADDR` just as well, in any case), that over the properties file.
 *
 * The problems include those about which Fabio is silent: names that nobody knows, values that count as zero. Values
 * that only fail later, where a file or address is missing, are not looked at.
 * @see fabiolb/fabio config/flagset.go, config/load.go (1.7.3)
 */
export function loadConfig(input: ConfigInput = {}): LoadedConfig {
  const { args = [], environ = {}, version = DEFAULT_VERSION, host = {} } = input;
  const parsed = parseArgs(args, version);
  const text = parsed.file === undefined ? undefined : input.properties;
  const properties =
    text === undefined ? { values: new Map<string, string>() } : parseProperties(text, environ);
  if ("error" in properties) {
    const problem = { code: "properties", effect: "exit", message: properties.error } as const;
    return { origins: new Map(), problems: [problem], exit: 1 };
  }
  if (parsed.kind === "information") return { origins: new Map(), problems: [], exit: 0 };
  if (parsed.kind === "refused") {
    const problem = { code: "arguments", effect: "exit", message: parsed.error } as const;
    return { origins: new Map(), problems: [problem], exit: parsed.exit };
  }

  const collected = collect(parsed.values, environ, properties.values, { version, host });
  const problems = [
    ...ignoredArguments(parsed.ignored),
    ...unknownNames(environ, properties.values, version),
    ...collected.problems,
  ];
  const { origins, values } = collected;
  const interpreted = interpret(values, { version, isSet: (name) => origins.has(name) });
  if ("error" in interpreted) {
    const { error, flag } = interpreted;
    const problem = { code: "value", effect: "exit", message: error, ...withOrigin(flag, origins) } as const;
    return { origins, problems: [...problems, problem], exit: 1 };
  }
  const config = interpreted;
  const checked = checkSettings(config).map((problem) => ({
    ...problem,
    ...withOrigin(problem.flag, origins),
  }));
  const ends = checked.some(({ effect }) => effect === "exit");
  return { config, origins, problems: [...problems, ...checked], ...(ends && { exit: 1 }) };
}

function withOrigin(flag: FlagName | undefined, origins: ReadonlyMap<FlagName, ConfigOrigin>) {
  const origin = flag === undefined ? undefined : origins.get(flag);
  return { ...(flag !== undefined && { flag }), ...(origin !== undefined && { origin }) };
}

interface Collected {
  readonly values: FlagValues;
  readonly origins: ReadonlyMap<FlagName, ConfigOrigin>;
  readonly problems: readonly ConfigProblem[];
}

function collect(
  fromArgs: ReadonlyMap<FlagName, FlagValue>,
  environ: Readonly<Record<string, string>>,
  properties: ReadonlyMap<string, string>,
  { version, host }: { readonly version: FabioVersion; readonly host: HostFacts },
): Collected {
  const variables = new Map(
    Object.entries(environ).map(([name, text]) => [name.toUpperCase(), { name, text }]),
  );
  const values: Partial<Record<FlagName, FlagValue>> = {};
  const origins = new Map<FlagName, ConfigOrigin>();
  const problems: ConfigProblem[] = [];
  for (const name of flagNames) {
    values[name] = defaultOf(name, host);
    if (!knowsFlag(version, name)) continue;
    const given = fromArgs.get(name);
    if (given !== undefined) {
      values[name] = given;
      origins.set(name, { kind: "arguments" });
      continue;
    }
    const variable = variables.get(`FABIO_${variableOf(name)}`) ?? variables.get(variableOf(name));
    const text = variable?.text ?? properties.get(name);
    if (text === undefined) continue;
    const origin: ConfigOrigin =
      variable === undefined ? { kind: "properties" } : { kind: "environment", variable: variable.name };
    origins.set(name, origin);
    const read = readFlagValue(fabioFlags[name].type, text);
    values[name] = "error" in read ? read.left : read.value;
    if ("error" in read) {
      const message = `${name}: cannot read ${JSON.stringify(text)}, ${String(read.left) || "nothing"} is used instead`;
      problems.push({ code: "not-read", effect: "zero", message, flag: name, origin });
    }
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every name has a value of its own flag's type
  return { values: values as FlagValues, origins, problems };
}

/** The variable that sets a flag, without Fabio's prefix: `PROXY_ADDR`. */
export function variableOf(flag: FlagName): string {
  return flag.replaceAll(".", "_").toUpperCase();
}

function defaultOf(
  name: FlagName,
  { address = "", processors = 1, temporaryFolder = "/tmp" }: HostFacts,
): FlagValue {
  if (name === "proxy.localip") return address;
  if (name === "profile.path") return temporaryFolder;
  return name === "runtime.gomaxprocs" ? processors : fabioFlags[name].default;
}

function ignoredArguments(ignored: readonly string[]): ConfigProblem[] {
  const [first, ...rest] = ignored;
  if (first === undefined) return [];
  const lost = rest.length === 0 ? "" : `, and neither is anything after it: ${rest.join(" ")}`;
  const message = `${JSON.stringify(first)} is not a flag and is not read${lost}`;
  return [{ code: "argument-ignored", effect: "ignored", message }];
}

function unknownNames(
  environ: Readonly<Record<string, string>>,
  properties: ReadonlyMap<string, string>,
  version: FabioVersion,
): ConfigProblem[] {
  const known = flagNames.filter((name) => knowsFlag(version, name)).map(variableOf);
  const unknown = (message: string, origin: ConfigOrigin): ConfigProblem => ({
    code: "unknown-name",
    effect: "ignored",
    message,
    origin,
  });
  return [
    ...Object.keys(environ)
      .filter((name) => /^FABIO_/i.test(name) && !known.includes(name.slice("FABIO_".length).toUpperCase()))
      .map((name) =>
        unknown(`no setting belongs to the variable ${name}`, { kind: "environment", variable: name }),
      ),
    ...[...properties.keys()]
      .filter((name) => !isFlagName(name) || !knowsFlag(version, name))
      .map((name) => unknown(`there is no setting ${name}`, { kind: "properties" })),
  ];
}
