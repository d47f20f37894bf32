import type { Nanoseconds } from "../../units/duration.ts";
import { since } from "../version.ts";
import type { AuthScheme } from "./auth-scheme.ts";
import type { BgpPeer } from "./bgp-peer.ts";
import type { CertificateSource } from "./certificate-source.ts";
import type { FabioConfig } from "./fabio-config.ts";
import type { FabioFlag } from "./fabio-flag.ts";
import { fabioFlags, flagNames, knowsFlag } from "./flags.ts";
import type { Listener } from "./listener.ts";

/** A value of Fabio's JSON. Durations are nanoseconds. */
export type ConfigJson =
  null | boolean | Nanoseconds | string | readonly ConfigJson[] | { readonly [field: string]: ConfigJson };

/**
 * A configuration as the running Fabio shows it at `GET /api/config`: Go's names, durations in nanoseconds, secrets in
 * clear text. Fields that depend on the host are as `loadConfig` was told; templates are not filled in.
 * @see fabiolb/fabio config/config.go, admin/api/config.go (1.7.3)
 */
export function apiConfig(config: FabioConfig): ConfigJson {
  const { values, version } = config;
  const root: Tree = {};
  for (const name of flagNames) {
    const flag: FabioFlag = fabioFlags[name];
    if (flag.field === undefined || !knowsFlag(version, name)) continue;
    const value = values[name];
    // Go shows an empty list as null until somebody sets it, to nothing perhaps.
    const isUnset = Array.isArray(value) && value.length === 0 && value === flag.default;
    place(root, flag.field, isUnset ? null : value);
  }
  place(root, "Listen", config.listeners.length === 0 ? null : config.listeners.map(listenerJson));
  place(root, "UI.Listen", listenerJson(config.ui));
  place(
    root,
    "Proxy.AuthSchemes",
    Object.fromEntries([...config.authSchemes].map(([name, scheme]) => [name, authJson(scheme)])),
  );
  place(root, "Proxy.GZIPContentTypes", values["proxy.gzip.contenttype"] || null);
  place(root, "Registry.Consul.Addr", config.consul.address);
  place(root, "Registry.Consul.Scheme", config.consul.scheme);
  place(root, "Registry.Consul.ServiceAddr", config.serviceAddress);
  place(root, "Registry.Consul.CheckScheme", config.ui?.certificateSource === undefined ? "http" : "https");
  if (since(version, "1.6.3")) {
    place(root, "BGP.Peers", config.bgpPeers.length === 0 ? null : config.bgpPeers.map(peerJson));
    for (const field of ["CertFile", "KeyFile"]) place(root, `BGP.${field}`, "");
    place(root, "BGP.GRPCTLS", false);
  }
  return root;
}

interface Tree {
  [field: string]: ConfigJson | Tree;
}

function place(root: Tree, field: string, value: ConfigJson): void {
  const steps = field.split(".");
  const last = steps.pop() ?? "";
  let tree = root;
  for (const step of steps) {
    const inner = (tree[step] ??= {});
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- no field stands below another one
    tree = inner as Tree;
  }
  tree[last] = value;
}

function listenerJson(listener: Listener | undefined): ConfigJson {
  return {
    CertSource: certificateJson(listener?.certificateSource),
    Addr: listener?.address ?? "",
    Proto: listener?.protocol ?? "",
    TLSCiphers: listener === undefined || listener.tlsCiphers.length === 0 ? null : listener.tlsCiphers,
    ReadTimeout: listener?.readTimeout ?? 0,
    WriteTimeout: listener?.writeTimeout ?? 0,
    IdleTimeout: listener?.idleTimeout ?? 0,
    ProxyHeaderTimeout: listener?.proxyProtocolTimeout ?? 0,
    Refresh: listener?.refresh ?? 0,
    TLSMinVersion: listener?.tlsMin ?? 0,
    TLSMaxVersion: listener?.tlsMax ?? 0,
    StrictMatch: listener?.strictMatch ?? false,
    ProxyProto: listener?.proxyProtocol ?? false,
  };
}

function certificateJson(source: CertificateSource | undefined): ConfigJson {
  const headers = source?.headers ?? {};
  return {
    Header: Object.keys(headers).length === 0 ? null : headers,
    Name: source?.name ?? "",
    Type: source?.type ?? "",
    CertPath: source?.certificate ?? "",
    KeyPath: source?.key ?? "",
    ClientCAPath: source?.clientCa ?? "",
    CAUpgradeCN: source?.caUpgradeCn ?? "",
    VaultFetchToken: source?.vaultFetchToken ?? "",
    Refresh: source?.refresh ?? 0,
  };
}

function authJson({ name, type, file, realm, refresh }: AuthScheme): ConfigJson {
  const basic = { ModTime: "0001-01-01T00:00:00Z", Realm: realm, File: file, Refresh: refresh };
  return { Name: name, Type: type, Basic: basic };
}

function peerJson(peer: BgpPeer): ConfigJson {
  return {
    NeighborAddress: peer.address,
    Password: peer.password,
    NeighborPort: peer.port,
    Asn: peer.asn,
    MultiHopLength: peer.multihopLength,
    MultiHop: peer.multihop,
  };
}
