import { parseDuration, type Nanoseconds } from "../../units/duration.ts";
import { portOfHost } from "../../units/host-port.ts";
import { durationProblem } from "../../go/duration-problem.ts";
import { quote } from "../../go/quote.ts";
import { DEFAULT_VERSION, since, type FabioVersion } from "../version.ts";
import type { CertificateSource } from "./certificate-source.ts";
import { formatKvList, parseKvList, type KvEntry } from "./kv-list.ts";
import { parseTlsCiphers, parseTlsVersion } from "./tls.ts";

/** All protocols of Fabio 1.7.3, and the releases that brought them. */
const protocols = {
  http: "1.5.0",
  https: "1.5.0",
  tcp: "1.5.0",
  "tcp+sni": "1.5.0",
  "https+tcp+sni": "1.5.14",
  "tcp-dynamic": "1.5.14",
  grpc: "1.5.11",
  grpcs: "1.5.11",
  prometheus: "1.6.0",
} as const satisfies Record<string, FabioVersion>;

/** The protocol of a listener. */
export type Protocol = keyof typeof protocols;

/** One address on which Fabio accepts connections. */
export interface Listener {
  /** As written: a go-sockaddr template is only filled in on the host. */
  readonly address: string;
  readonly protocol: Protocol;
  readonly certificateSource?: CertificateSource;
  readonly readTimeout: Nanoseconds;
  readonly writeTimeout: Nanoseconds;
  readonly idleTimeout: Nanoseconds;
  /** Refuse TLS without a certificate for the name; `vault-pki` forces it. */
  readonly strictMatch: boolean;
  /** Number of the lowest TLS version, 0: Go's choice. */
  readonly tlsMin: number;
  readonly tlsMax: number;
  /** Numbers of the cipher suites, none: Go's choice. */
  readonly tlsCiphers: readonly number[];
  /** Accept the PROXY protocol. */
  readonly proxyProtocol: boolean;
  readonly proxyProtocolTimeout: Nanoseconds;
  /** How often `tcp-dynamic` looks for new ports. */
  readonly refresh: Nanoseconds;
  /**
   * The address in front, where the option `addr` gives another one: Fabio takes either, anew at each start, since it reads
   * options in random order. (`addr` in 11 of 12 starts of 1.7.3.)
   */
  readonly otherAddress?: string;
  /** Options that Fabio does not know and does not complain about. */
  readonly unknownOptions: readonly string[];
}

/** The settings outside of listeners that listeners depend on. */
export interface ListenerContext {
  readonly certificateSources?: ReadonlyMap<string, CertificateSource>;
  /** @default 0 */
  readonly readTimeout?: Nanoseconds;
  /** @default 0 */
  readonly writeTimeout?: Nanoseconds;
  /** Which protocols are known. @default DEFAULT_VERSION */
  readonly version?: FabioVersion;
}

/** The listeners, or Fabio's words for what is wrong with the first bad one. */
export type Listeners = { readonly listeners: readonly Listener[] } | { readonly error: string };

const options: ReadonlySet<string> = new Set([
  ...["", "addr", "proto", "cs", "rt", "wt", "it", "strictmatch"],
  ...["tlsmin", "tlsmax", "tlsciphers", "pxyproto", "pxytimeout", "refresh"],
]);

const certificateProtocols: readonly Protocol[] = [
  "https",
  "tcp",
  "tcp-dynamic",
  "grpcs",
  "prometheus",
  "https+tcp+sni",
];

const PROXY_HEADER_TIMEOUT = 250_000_000;

/**
 * Reads the value of `proxy.addr`: any number of listeners, none for "". Where an entry has several faults, Fabio names
 * any one of them (it reads options in random order); this names the first one as written.
 * @example parseListeners(":9999,:9997;proto=tcp")
 * @see fabiolb/fabio config/load.go parseListen (1.7.3)
 */
export function parseListeners(text: string, context: ListenerContext = {}): Listeners {
  const list = parseKvList(text);
  if ("error" in list) return list;
  const listeners: Listener[] = [];
  for (const entry of list.entries) {
    const listener = parseListener(entry, context);
    if ("error" in listener) return listener;
    listeners.push(listener);
  }
  return { listeners };
}

/** Reads one entry of `proxy.addr` or `ui.addr`. */
export function parseListener(
  entry: KvEntry,
  context: ListenerContext = {},
): Listener | { readonly error: string } {
  const { readTimeout = 0, writeTimeout = 0 } = context;
  const read = readOptions(entry, context);
  if ("error" in read) return read;
  const { certificateSource, durations, numbers, ciphers } = read;
  const [named, first] = [entry.get("addr"), entry.get("")];
  const address = named ?? first ?? "";
  const protocol = read.protocol ?? (certificateSource === undefined ? "http" : "https");
  if (address === "") return { error: "need listening host:port" };
  if (certificateSource !== undefined && !certificateProtocols.includes(protocol)) {
    const allowed = "'https', 'tcp', 'tcp-dynamic', 'https+tcp+sni', 'prometheus', or 'grpcs'";
    return { error: `cert source requires proto ${allowed}` };
  }
  if (certificateSource === undefined && (protocol === "https" || protocol === "grpcs")) {
    return { error: `proto '${protocol}' requires cert source` };
  }
  const proxyProtocol = entry.get("pxyproto") === "true";
  const timeout = durations.get("pxytimeout") ?? 0;
  return {
    address,
    ...(named !== undefined && first !== undefined && named !== first && { otherAddress: first }),
    protocol,
    ...(certificateSource !== undefined && { certificateSource }),
    readTimeout: durations.get("rt") ?? readTimeout,
    writeTimeout: durations.get("wt") ?? writeTimeout,
    idleTimeout: durations.get("it") ?? 0,
    strictMatch: entry.get("strictmatch") === "true" || certificateSource?.type === "vault-pki",
    tlsMin: numbers.get("tlsmin") ?? 0,
    tlsMax: numbers.get("tlsmax") ?? 0,
    tlsCiphers: ciphers,
    proxyProtocol,
    proxyProtocolTimeout: proxyProtocol && BigInt(timeout) === 0n ? PROXY_HEADER_TIMEOUT : timeout,
    refresh: durations.get("refresh") ?? 0,
    unknownOptions: [...entry.keys()].filter((key) => !options.has(key)),
  };
}

interface ReadOptions {
  readonly protocol?: Protocol;
  readonly certificateSource?: CertificateSource;
  readonly durations: ReadonlyMap<string, Nanoseconds>;
  readonly numbers: ReadonlyMap<string, number>;
  readonly ciphers: readonly number[];
}

function readOptions(
  entry: KvEntry,
  { certificateSources: sources, version = DEFAULT_VERSION }: ListenerContext,
): ReadOptions | { readonly error: string } {
  const durations = new Map<string, Nanoseconds>();
  const numbers = new Map<string, number>();
  let ciphers: readonly number[] = [];
  let found: Pick<ReadOptions, "protocol" | "certificateSource"> = {};
  for (const [key, value] of entry) {
    switch (key) {
      case "proto":
        if (!isProtocol(value) || !since(version, protocols[value]))
          return { error: `unknown protocol ${quote(value)}` };
        found = { ...found, protocol: value };
        break;
      case "cs": {
        const source = sources?.get(value);
        if (source === undefined) return { error: `unknown certificate source ${quote(value)}` };
        found = { ...found, certificateSource: source };
        break;
      }
      case "rt":
      case "wt":
      case "it":
      case "pxytimeout":
      case "refresh": {
        const duration = parseDuration(value);
        if (duration === undefined) return { error: durationProblem(value) };
        durations.set(key, duration);
        break;
      }
      case "tlsmin":
      case "tlsmax": {
        const read = parseTlsVersion(value);
        if ("error" in read) return read;
        numbers.set(key, read.value);
        break;
      }
      case "tlsciphers": {
        const read = parseTlsCiphers(value);
        if ("error" in read) return read;
        ciphers = read.value;
        break;
      }
    }
  }
  return { ...found, durations, numbers, ciphers };
}

function isProtocol(text: string): text is Protocol {
  return Object.hasOwn(protocols, text);
}

/** The port behind the last colon of a listener's address; `undefined` where there is no number. */
export function portOf({ address }: Pick<Listener, "address">): number | undefined {
  return portOfHost(address);
}

/** The options of `formatListener`: an address, a protocol and any other options, by Fabio's names. */
export interface ListenerOptions {
  readonly address: string;
  readonly protocol: Protocol;
  readonly options?: Readonly<Record<string, string>>;
}

/**
 * Writes one entry of `proxy.addr`, with quotes where they are needed.
 * @example formatListener({ address: ":443", protocol: "https", options: { cs: "lab" } }) // ":443;proto=https;cs=lab"
 */
export function formatListener({ address, protocol, options: others = {} }: ListenerOptions): string {
  return formatKvList([new Map([["", address], ["proto", protocol], ...Object.entries(others)])]);
}
