import { DEFAULT_KV_PATH, DEFAULT_TAG_PREFIX } from "../../fabio/config/registry-defaults.ts";
import type { CatalogInstance, Check, ConsulClient, KeyValue } from "../../consul/index.ts";

/** The settings that decide which part of Consul a Fabio looks at. */
export interface ReadConsulStateOptions {
  /** `registry.consul.tagprefix`. @default "urlprefix-" */
  readonly prefix?: string | undefined;
  /** `registry.consul.kvpath`. @default "/fabio/config" */
  readonly kvPath?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** All that a Fabio reads from Consul; what `consulTable` and `lintRoutes` of `@nomadx/core/fabio` take. */
export interface ReadConsulState {
  readonly checks: readonly Check[];
  /** Of the services with a route tag, healthy or not. */
  readonly instances: readonly CatalogInstance[];
  /** Manual overrides. */
  readonly keys: readonly KeyValue[];
  /** Name of the datacenter, for `$DC` in tags; "" where nothing with a route tag is registered. */
  readonly datacenter: string;
}

/**
 * Reads what a Fabio reads: all checks, the instances of every service with a route tag, and the manual overrides. One
 * request a service and three more. It is no snapshot: what changes meanwhile is seen in part.
 * @throws {NomadxError} as every read of Consul's API does
 * @see fabiolb/fabio registry/consul/service.go makeConfig, kv.go listKV (1.7.3)
 */
export async function readConsulState(
  consul: Pick<ConsulClient, "catalog" | "health" | "kv">,
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
