import {
  fabioFlags,
  flagNames,
  type FabioFlag,
  type FlagName,
  type FlagValue,
  type FlagValues,
} from "./flags.ts";
import { parseCertificateSources } from "./certificate-source.ts";
import { parseListener } from "./listener.ts";
import type { FabioVersion } from "../version.ts";
import type { FabioSettings, ListenerEntry } from "./fabio-settings.ts";

type Json = Readonly<Record<string, unknown>>;

/**
 * The settings of a running Fabio, from its answers to `GET /api/config` and `GET /api/version`. How they were written is
 * not in them. A listener of a protocol that nobody knows here yet is among the entries, with the error.
 * @see fabiolb/fabio config/config.go (1.7.3)
 */
export function settingsFromApi(config: unknown, version: FabioVersion): FabioSettings {
  const values: Partial<Record<FlagName, FlagValue>> = {};
  for (const name of flagNames) {
    const flag: FabioFlag = fabioFlags[name];
    const found = flag.field === undefined ? undefined : at(config, flag.field);
    const fits = Array.isArray(flag.default) ? isTexts(found) : typeof found === typeof flag.default;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of the type of the default, see the line above
    values[name] = fits ? (found as FlagValue) : flag.default;
  }
  const listen = at(config, "Listen");
  const entries = (Array.isArray(listen) ? listen : []).map(entryOf);
  const ui = at(config, "UI.Listen");
  return {
    version,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one value for every name, of the type of the default
    values: values as FlagValues,
    entries,
    listeners: entries.flatMap(({ result }) => ("error" in result ? [] : [result])),
    ...(ui !== undefined && ui !== null && { ui: entryOf(ui) }),
    listErrors: [],
    authSchemes: new Set(Object.keys(record(at(config, "Proxy.AuthSchemes")))),
  };
}

/** As it could have been written, as far as the checks look at it. */
function entryOf(json: unknown): ListenerEntry {
  const text = (field: string) => {
    const value = at(json, field);
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  };
  const address = text("Addr");
  const certificate = text("CertSource.Name");
  const options = new Map([
    ["", address],
    ["proto", text("Proto")],
    ["refresh", `${text("Refresh") || "0"}ns`],
    ...(certificate === "" ? [] : [["cs", certificate] as const]),
    ...["ProxyProto", "StrictMatch"].flatMap((field) =>
      at(json, field) === true
        ? [[field === "ProxyProto" ? "pxyproto" : "strictmatch", "true"] as const]
        : [],
    ),
  ]);
  const sources = parseCertificateSources(`cs=${certificate};type=file;cert=-`);
  return {
    address,
    options,
    result: parseListener(options, "sources" in sources ? { certificateSources: sources.sources } : {}),
  };
}

function at(json: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((value, field) => record(value)[field], json);
}

function record(value: unknown): Json {
  return isJson(value) ? value : {};
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

/** Whether it can be read by name. */
function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}
