import { quote } from "../../go/quote.ts";
import { DEFAULT_VERSION, type FabioVersion } from "../version.ts";
import { readFlagValue } from "./flag-value.ts";
import type { FlagValue } from "./fabio-flag.ts";
import { fabioFlags, isFlagName, knowsFlag, type FlagName } from "./flags.ts";

/** The result of reading Fabio's command line. */
export type ParsedArgs = {
  /** Path or URL of the properties file. It is read first: a fault in it is told instead of one in the flags. */
  readonly file?: string;
} & (
  | {
      /** It prints its version or its flags, and ends with 0. */
      readonly kind: "information";
    }
  | {
      /** It ends with this code. */
      readonly kind: "refused";
      readonly error: string;
      readonly exit: 1 | 2;
    }
  | {
      readonly kind: "read";
      readonly values: ReadonlyMap<FlagName, FlagValue>;
      /** Arguments that are not read: the first one that is no flag, and all behind it. */
      readonly ignored: readonly string[];
    }
);

/**
 * Reads arguments as Go's flag package does: `-name=value`, `-name value`, one or two dashes. A truth value must come
 * with `=`; else the value is taken for the end of the flags, and everything behind it is lost without a message.
 * `-v` and `-cfg` are looked for first, wherever they stand.
 * @see fabiolb/fabio config/load.go parse (1.7.3); golang/go src/flag/flag.go parseOne
 */
export function parseArgs(args: readonly string[], version: FabioVersion = DEFAULT_VERSION): ParsedArgs {
  const outer = takeConfigFile(args);
  if ("kind" in outer) return outer;
  const { rest, file } = outer;
  return { ...parseFlags(rest, version), ...(file !== undefined && { file }) };
}

function parseFlags(args: readonly string[], version: FabioVersion): ParsedArgs {
  const values = new Map<FlagName, FlagValue>();
  const read = (from: number) => ({ kind: "read", values, ignored: args.slice(from) }) as const;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? "";
    if (arg === "--") return read(at + 1);
    if (!/^-./s.test(arg)) return read(at);
    const [, dashes, name = "", equals, text] = /^(--?)([^=]*)(=)?(.*)$/s.exec(arg) ?? [];
    if (dashes === undefined || name === "" || name.startsWith("-")) return refuse(`bad flag syntax: ${arg}`);
    const type = typeOf(name, version);
    if (type === undefined) {
      // Help is asked for with a flag that nobody defined.
      if (name === "h" || name === "help") return { kind: "information" };
      return refuse(`flag provided but not defined: -${name}`);
    }
    let value = text ?? "";
    if (equals === undefined) {
      if (type === "bool") value = "true";
      else if (++at < args.length) value = args[at] ?? "";
      else return refuse(`flag needs an argument: -${name}`);
    }
    const result = readFlagValue(type, value);
    if ("error" in result) {
      const what = type === "bool" && equals !== undefined ? "boolean value" : "value";
      const where = type === "bool" ? `-${name}` : `flag -${name}`;
      return refuse(`invalid ${what} ${quote(value)} for ${where}: ${result.error}`);
    }
    if (isFlagName(name)) values.set(name, result.value);
  }
  return read(args.length);
}

function refuse(error: string): ParsedArgs {
  return { kind: "refused", error, exit: 2 };
}

/** The type of a flag that this release knows. Three that were read before are still there, and do nothing. */
function typeOf(name: string, version: FabioVersion) {
  if (name === "cfg") return "string";
  if (name === "v" || name === "version") return "bool";
  return isFlagName(name) && knowsFlag(version, name) ? fabioFlags[name].type : undefined;
}

function takeConfigFile(
  args: readonly string[],
): { readonly rest: readonly string[]; readonly file?: string } | ParsedArgs {
  const missing = { kind: "refused", error: "invalid or missing path to config file", exit: 1 } as const;
  const rest: string[] = [];
  let file: string | undefined;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? "";
    if (/^(?:-v|--?version)$/.test(arg)) return { kind: "information" };
    if (/^--?cfg$/.test(arg)) {
      at++;
      if (at === args.length) return missing;
      file = args[at];
    } else if (/^--?cfg=/.test(arg)) {
      file = withoutQuotes(arg.slice(arg.indexOf("=") + 1));
      if (file === "") return missing;
    } else if (!arg.startsWith("-test.")) rest.push(arg);
  }
  // An empty path is as good as none.
  return { rest, ...(file !== undefined && file !== "" && { file }) };
}

function withoutQuotes(text: string): string {
  if (text.startsWith("'")) return text.replace(/^'+|'+$/g, "");
  return text.startsWith('"') ? text.replace(/^"+|"+$/g, "") : text;
}
