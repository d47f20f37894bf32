import type { ApiJob } from "@nomadx/core/jobspec";
import { NomadxError } from "@nomadx/core";
import {
  DEFAULT_VERSION,
  findFabioTask,
  loadConfig,
  matcherSettings,
  readVersion,
  registrySettings,
  settingsFromApi,
  type ConfigInput,
  type ConsulOptions,
  type FabioVersion,
  type Listener,
  type MatcherOptions,
} from "@nomadx/core/fabio";

/** A listener as far as it decides what a request is looked up by. */
export type KnownListener = Pick<Listener, "address" | "protocol"> & { readonly hasCertificates: boolean };

/** What of a Fabio's configuration decides where requests go. */
export interface FabioSettings extends Pick<MatcherOptions, "globMatching" | "matcher"> {
  readonly version: FabioVersion;
  readonly listeners: readonly KnownListener[];
  /** Names in `proxy.auth`; absent where nobody said. */
  readonly authSchemes?: readonly string[];
  /** What it makes of Consul's state. */
  readonly registry: ConsulOptions;
  /** For people: `job "fabio"`, `Fabio at http://127.0.0.1:9998`. */
  readonly from: string;
}

/** The settings of the first Fabio that one of the jobs runs. */
export function settingsOfJobs(jobs: readonly ApiJob[]): FabioSettings | undefined {
  const task = findFabioTask(jobs);
  if (task === undefined) return undefined;
  const { args, environ, properties, version = DEFAULT_VERSION } = task;
  return settingsOfArguments(
    { args, environ, version, ...(properties !== undefined && { properties }) },
    `job "${task.job}"`,
  );
}

/** The settings of a default Fabio with the listeners of `--listener` flags, each an entry of Fabio's `proxy.addr`. */
export function settingsOfFlags(listeners: readonly string[]): FabioSettings {
  const version = DEFAULT_VERSION;
  // A certificate source that is named has to be there.
  const names = new Set([...listeners.join(",").matchAll(/;cs=([^;,]+)/g)].map(([, name]) => name ?? ""));
  const sources = [...names].map((name) => `cs=${name};type=file;cert=cert.pem;key=key.pem`);
  const args = [
    `-proxy.addr=${listeners.join(",")}`,
    ...(sources.length > 0 ? [`-proxy.cs=${sources.join(",")}`] : []),
  ];
  const { authSchemes: _, ...settings } = settingsOfArguments({ args, version }, "--listener");
  return settings;
}

function settingsOfArguments(
  input: ConfigInput & { readonly version: FabioVersion },
  from: string,
): FabioSettings {
  const { version } = input;
  const { config, problems } = loadConfig(input);
  if (config === undefined) {
    throw new NomadxError(from === "--listener" ? "usage" : "invalid", `${from}: Fabio would not start`, {
      help: problems.map(({ message }) => message).join("; "),
    });
  }
  return {
    version,
    from,
    ...matcherSettings(config.values),
    registry: { ...registrySettings(config.values), version },
    authSchemes: [...config.authSchemes.keys()],
    listeners: config.listeners.map(({ address, protocol, certificateSource }) => ({
      address,
      protocol,
      hasCertificates: certificateSource !== undefined,
    })),
  };
}

/** The settings in an answer of `/api/config`. */
export function settingsOfApi(config: unknown, version: string, address: string): FabioSettings {
  const { values, authSchemes } = settingsFromApi(config);
  const listeners: unknown = fieldsOf(config).get("Listen");
  const release = readVersion(version);
  return {
    version: release,
    from: `Fabio at ${address}`,
    ...matcherSettings(values),
    registry: { ...registrySettings(values), version: release },
    authSchemes: [...authSchemes],
    listeners: (Array.isArray(listeners) ? listeners : []).map((listener: unknown) => {
      const fields = fieldsOf(listener);
      const source = fieldsOf(fields.get("CertSource"));
      return {
        address: String(fields.get("Addr")),
        protocol: protocolOf(String(fields.get("Proto"))),
        hasCertificates: (source.get("Name") ?? "") !== "",
      };
    }),
  };
}

const protocols: readonly KnownListener["protocol"][] = [
  ...([
    "http",
    "https",
    "tcp",
    "tcp+sni",
    "https+tcp+sni",
    "tcp-dynamic",
    "grpc",
    "grpcs",
    "prometheus",
  ] as const),
];

function protocolOf(name: string): KnownListener["protocol"] {
  const found = protocols.find((protocol) => protocol === name);
  if (found !== undefined) return found;
  throw new NomadxError("protocol", `Fabio has a listener of the unknown protocol ${JSON.stringify(name)}`);
}

function fieldsOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
}
