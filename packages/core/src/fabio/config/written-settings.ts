import { parseAuthSchemes } from "./auth-scheme.ts";
import { parseCertificateSources } from "./certificate-source.ts";
import { readFlagValue } from "./flag-value.ts";
import {
  fabioFlags,
  flagNames,
  isFlagName,
  type FlagName,
  type FlagValue,
  type FlagValues,
} from "./flags.ts";
import type { FabioSettings } from "./fabio-settings.ts";
import { parseKvList } from "./kv-list.ts";
import { parseListener, portOf, type Listener } from "./listener.ts";
import { variableOf } from "./load-config.ts";
import { parseProperties } from "./properties.ts";
import type { FabioVersion } from "../version.ts";

/** How Fabio is started. */
export interface FabioStart {
  readonly args?: readonly string[];
  readonly environ?: Readonly<Record<string, string>>;
  /** Text of the properties file. */
  readonly properties?: string;
}

/** Where a value that is used instead was written. */
interface SettingText {
  readonly name: string;
  readonly text: string;
  readonly from: "arguments" | "environment" | "properties";
}

/** Settings with how they were written, as far as they can be read, even where Fabio itself would give up. */
export interface WrittenSettings extends FabioSettings {
  readonly authSchemes: ReadonlySet<string>;
  readonly start: Required<FabioStart>;
  /** All that was written, known or not. */
  readonly texts: readonly SettingText[];
}

/** Reads settings leniently: what cannot be read has its default, or what Fabio would put in its place. */
export function readSettings(start: FabioStart, version: FabioVersion): WrittenSettings {
  const { args = [], environ = {}, properties = "" } = start;
  const file = parseProperties(properties, environ);
  const texts: SettingText[] = [
    ...Object.entries("error" in file ? {} : Object.fromEntries(file.values)).map(
      ([name, text]) => ({ name, text, from: "properties" }) as const,
    ),
    ...variables(environ),
    ...argumentTexts(args),
  ];
  const values: Partial<Record<FlagName, FlagValue>> = {};
  for (const name of flagNames) values[name] = fabioFlags[name].default;
  for (const { name, text } of texts) {
    if (!isFlagName(name)) continue;
    const read = readFlagValue(fabioFlags[name].type, text);
    values[name] = "error" in read ? read.left : read.value;
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each value was read by the type of its own flag, and there is one for every name
  const all = values as FlagValues;
  const certificates = parseCertificateSources(all["proxy.cs"]);
  const context = {
    ...("sources" in certificates && { certificateSources: certificates.sources }),
    readTimeout: all["proxy.readtimeout"],
    writeTimeout: all["proxy.writetimeout"],
    version,
  };
  const read = (setting: "proxy.addr" | "ui.addr") => {
    const list = parseKvList(all[setting]);
    if ("error" in list) return { entries: [], errors: [{ setting, error: list.error }] };
    const entries = list.entries.map((options) => ({
      address: options.get("addr") ?? options.get("") ?? "",
      options,
      result: parseListener(options, context),
    }));
    return { entries, errors: [] };
  };
  const proxy = read("proxy.addr");
  const ui = read("ui.addr");
  const schemes = parseAuthSchemes(all["proxy.auth"]);
  return {
    version,
    values: all,
    entries: proxy.entries,
    listeners: proxy.entries.flatMap(({ result }) => ("error" in result ? [] : [result])),
    ...(ui.entries[0] !== undefined && { ui: ui.entries[0] }),
    listErrors: [...proxy.errors, ...ui.errors],
    authSchemes: new Set("schemes" in schemes ? schemes.schemes.keys() : []),
    start: { args, environ, properties },
    texts,
  };
}

/** Whether the listener takes HTTP, with TLS or without. */
export function speaksHttp({ protocol }: Listener): boolean {
  return protocol === "http" || protocol === "https" || protocol === "https+tcp+sni";
}

/** Whether clients that use the listener's protocol leave its port out of the `Host` header. */
export function hasDefaultPort(listener: Listener): boolean {
  return portOf(listener) === (listener.protocol === "http" ? 80 : 443);
}

function variables(environ: Readonly<Record<string, string>>): readonly SettingText[] {
  const names = new Map<string, string>(flagNames.map((name) => [variableOf(name), name]));
  const found = Object.entries(environ).map(([variable, text]) => {
    const upper = variable.toUpperCase();
    const hasPrefix = upper.startsWith("FABIO_");
    const name = names.get(hasPrefix ? upper.slice("FABIO_".length) : upper);
    return { hasPrefix, setting: { name: name ?? variable, text, from: "environment" } as const };
  });
  // Fabio looks for the name with the prefix first.
  return found.toSorted((a, b) => Number(a.hasPrefix) - Number(b.hasPrefix)).map(({ setting }) => setting);
}

/** `-name=value` and `-name value`, up to the first argument that is neither, unknown names included. */
function argumentTexts(args: readonly string[]): readonly SettingText[] {
  const texts: SettingText[] = [];
  for (let at = 0; at < args.length; at++) {
    const [, name, equals, text = ""] = /^--?([^=-][^=]*)(=)?(.*)$/s.exec(args[at] ?? "") ?? [];
    if (name === undefined) break;
    const isBool = isFlagName(name) && fabioFlags[name].type === "bool";
    const value = equals === undefined ? (isBool ? "true" : (args[++at] ?? "")) : text;
    texts.push({ name, text: value, from: "arguments" });
  }
  return texts;
}
