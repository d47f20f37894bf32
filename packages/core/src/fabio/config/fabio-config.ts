import { DEFAULT_VERSION, type FabioVersion } from "../version.ts";
import { mayBeRegexp } from "../../go/regexp.ts";
import { parseAuthSchemes, type AuthScheme } from "./auth-scheme.ts";
import { parseBgpPeers, type BgpPeer } from "./bgp-peer.ts";
import { parseCertificateSources, type CertificateSource } from "./certificate-source.ts";
import type { FlagName, FlagValues } from "./flags.ts";
import { parseKvList } from "./kv-list.ts";
import { parseListener, parseListeners, type Listener } from "./listener.ts";

/** The configuration that Fabio has read from all its settings. */
export interface FabioConfig {
  /** Every setting by name, as it is used instead. */
  readonly values: FlagValues;
  readonly listeners: readonly Listener[];
  /** Absent for an empty `ui.addr`. */
  readonly ui?: Listener;
  readonly certificateSources: ReadonlyMap<string, CertificateSource>;
  readonly authSchemes: ReadonlyMap<string, AuthScheme>;
  readonly bgpPeers: readonly BgpPeer[];
  /** Consul as `registry.consul.addr` says, in lower case and without a path. */
  readonly consul: { readonly scheme: "http" | "https"; readonly address: string };
  /** The address under which Fabio registers itself. */
  readonly serviceAddress: string;
  readonly version: FabioVersion;
}

interface Context {
  readonly version?: FabioVersion;
  readonly isSet: (name: FlagName) => boolean;
}

/** A setting that Fabio refuses, in its words. */
export interface RefusedSetting {
  readonly error: string;
  readonly flag: FlagName;
}

/**
 * Reads the settings that are lists of options, and refuses values in the order in which Fabio does.
 * @see fabiolb/fabio config/load.go load (1.7.3)
 */
export function interpret(
  values: FlagValues,
  { version = DEFAULT_VERSION, isSet }: Context,
): FabioConfig | RefusedSetting {
  const certificates = parseCertificateSources(values["proxy.cs"]);
  if ("error" in certificates) return { ...certificates, flag: "proxy.cs" };
  const auth = parseAuthSchemes(values["proxy.auth"]);
  if ("error" in auth) return { ...auth, flag: "proxy.auth" };

  const certificateSources = certificates.sources;
  const ui = uiListener(values["ui.addr"], certificateSources, version);
  if (ui !== undefined && "error" in ui) return { ...ui, flag: "ui.addr" };
  const read = parseListeners(values["proxy.addr"], {
    certificateSources,
    readTimeout: values["proxy.readtimeout"],
    writeTimeout: values["proxy.writetimeout"],
    version,
  });
  if ("error" in read) return { ...read, flag: "proxy.addr" };

  const refused = refusedValue(values);
  if (refused !== undefined) return refused;
  const bgp = parseBgpPeers(values["bgp.peers"]);
  if ("error" in bgp) return { ...bgp, flag: "bgp.peers" };
  return {
    values: settled(values),
    listeners: read.listeners,
    ...(ui !== undefined && { ui }),
    certificateSources,
    authSchemes: auth.schemes,
    bgpPeers: bgp.peers,
    consul: consulOf(values["registry.consul.addr"]),
    serviceAddress: isSet("registry.consul.register.addr")
      ? values["registry.consul.register.addr"]
      : (ui?.address ?? ""),
    version,
  };
}

function uiListener(
  text: string,
  certificateSources: ReadonlyMap<string, CertificateSource>,
  version: FabioVersion,
): Listener | { readonly error: string } | undefined {
  if (text === "") return undefined;
  const list = parseKvList(text);
  if ("error" in list) return list;
  const [entry, second] = list.entries;
  if (entry === undefined || second !== undefined) return { error: "ui.addr must contain only one listener" };
  return parseListener(entry, { certificateSources, version });
}

function refusedValue(values: FlagValues): RefusedSetting | undefined {
  const types = values["proxy.gzip.contenttype"];
  if (!mayBeRegexp(types)) {
    return {
      error: "invalid expression for content types: error parsing regexp",
      flag: "proxy.gzip.contenttype",
    };
  }
  const choices = [
    ["proxy.strategy", ["rr", "rnd"]],
    ["proxy.matcher", ["prefix", "glob", "iprefix"]],
    ["ui.access", ["ro", "rw"]],
  ] as const;
  for (const [flag, allowed] of choices) {
    const value: string = values[flag];
    if (!allowed.some((choice) => choice === value)) return { error: `invalid ${flag}: ${value}`, flag };
  }
  const status = values["proxy.noroutestatus"];
  if (status < 100 || status > 999) {
    return { error: "proxy.noroutestatus must be between 100 and 999", flag: "proxy.noroutestatus" };
  }
  if (values["registry.consul.allowStale"] && values["registry.consul.requireConsistent"]) {
    const both = "registry.consul.allowStale and registry.consul.requireConsistent";
    return { error: `${both} cannot both be true`, flag: "registry.consul.allowStale" };
  }
  return undefined;
}

/** The values after what Fabio puts right without a word. */
function settled(values: FlagValues): FlagValues {
  const oldFormat = values["proxy.log.routes"];
  return {
    ...values,
    ...(oldFormat !== "" && { "log.routes.format": oldFormat }),
    "registry.consul.serviceMonitors": Math.max(1, values["registry.consul.serviceMonitors"]),
  };
}

function consulOf(text: string): FabioConfig["consul"] {
  const url = text.toLowerCase();
  const address = url.replace(/^https?:\/\//, "").replace(/\/.*$/s, "");
  return { scheme: url.startsWith("https://") ? "https" : "http", address };
}
