import { DEFAULT_KV_PATH, DEFAULT_TAG_PREFIX } from "../config/registry-defaults.ts";
import type { ConsulCheck, ConsulInstance, ConsulKey, ConsulState } from "./consul-state.ts";

/** The settings that decide which part of Consul a Fabio looks at. */
export interface ReadConsulStateOptions {
  /** `registry.consul.tagprefix`. @default "urlprefix-" */
  readonly prefix?: string | undefined;
  /** `registry.consul.kvpath`. @default "/fabio/config" */
  readonly kvPath?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The state of Consul with what Fabio takes from it besides; `consulTable` and `lintRoutes` take it. */
export interface ReadConsulState extends ConsulState {
  /** Manual overrides. */
  readonly keys: readonly ConsulKey[];
  /** Name of the datacenter, for `$DC` in tags; "" where nothing with a route tag is registered. */
  readonly datacenter: string;
}

/** The reads of Consul's API that Fabio makes; a client of `@nomadx/core/consul` has them. */
export interface ConsulReads {
  readonly catalog: {
    /** The tags of every service by its name. */
    readonly services: (options: ReadOptions) => Promise<Answer<Readonly<Record<string, readonly string[]>>>>;
    readonly service: (name: string, options: ReadOptions) => Promise<Answer<readonly Instance[]>>;
  };
  readonly health: {
    readonly state: (state: "any", options: ReadOptions) => Promise<Answer<readonly ConsulCheck[]>>;
  };
  readonly kv: {
    readonly list: (prefix: string, options: ReadOptions) => Promise<Answer<readonly ConsulKey[]>>;
  };
}

interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
}

interface Answer<T> {
  readonly value: T;
}

interface Instance extends ConsulInstance {
  readonly Datacenter: string;
}

/**
 * Reads what a Fabio reads: all checks, the instances of every service with a route tag, and the manual overrides. One
 * request a service and three more. It is no snapshot: what changes meanwhile is seen in part.
 * @throws {NomadxError} as every read of Consul's API does
 * @see fabiolb/fabio registry/consul/service.go makeConfig, kv.go listKV (1.7.3)
 */
export async function readConsulState(
  consul: ConsulReads,
  options: ReadConsulStateOptions = {},
): Promise<ReadConsulState> {
  const { prefix = DEFAULT_TAG_PREFIX, kvPath = DEFAULT_KV_PATH, signal } = options;
  const [services, checks, keys] = await Promise.all([
    consul.catalog.services({ signal }),
    consul.health.state("any", { signal }),
    consul.kv.list(kvPath.replace(/^\//, ""), { signal }),
  ]);
  const names = Object.entries(services.value)
    .filter(([, tags]) => tags.some((tag) => tag.trim().startsWith(prefix)))
    .map(([name]) => name);
  const answers = await Promise.all(names.map((name) => consul.catalog.service(name, { signal })));
  const instances = answers.flatMap(({ value }) => value);
  return {
    checks: checks.value,
    instances,
    keys: keys.value,
    datacenter: instances[0]?.Datacenter ?? "",
  };
}
