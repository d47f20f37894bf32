import { DEFAULT_KV_PATH, DEFAULT_TAG_PREFIX } from "../config/registry-defaults.ts";
import { compareBytes } from "../../go/byte-order.ts";
import { trimSpace } from "../../go/white-space.ts";
import { parseLine, type ParsedLine } from "../commands/parse-commands.ts";
import { DEFAULT_VERSION, since, type FabioVersion } from "../version.ts";
import type { ConsulCheck, ConsulInstance, ConsulKey, ConsulState } from "./consul-state.ts";
import { instanceCommands } from "./instance-commands.ts";
import { checksWithRouteTags, passingChecks, type PassingOptions } from "./passing-checks.ts";

/** The part of Fabio's settings that decides what it makes of Consul's state. */
export interface ConsulOptions extends PassingOptions {
  /** `registry.consul.tagprefix`. */
  readonly prefix?: string;
  /** `registry.consul.kvpath`. */
  readonly kvPath?: string;
  /** Name of the agent's datacenter, for `$DC` in tags. */
  readonly datacenter?: string;
  readonly version?: FabioVersion;
}

/** Where a line of the route commands comes from. */
export type LineOrigin =
  | { readonly kind: "tag"; readonly tag: string; readonly instance: ConsulInstance }
  | { readonly kind: "key"; readonly key: string };

/** A line of the text from which Fabio builds its table. */
export interface ConsulLine extends ParsedLine {
  /** Absent for lines that Fabio adds itself. */
  readonly origin?: LineOrigin;
}

/**
 * The lines that Fabio makes of Consul's state: the route commands of all instances that pass, whole lines in reverse byte
 * order, and behind them the values of the keys in the order of the keys.
 * @see fabiolb/fabio registry/consul/service.go makeConfig, kv.go listKV, main.go watchBackend (1.7.3)
 */
export function consulLines(state: ConsulState, options: ConsulOptions = {}): readonly ConsulLine[] {
  const { prefix = DEFAULT_TAG_PREFIX, datacenter = "", version = DEFAULT_VERSION } = options;
  const passing = passingChecks(checksWithRouteTags(state.checks, prefix, version), options);
  const ids = passingIds(passing);
  const lines = state.instances
    .filter(({ ServiceName, Node, ServiceID }) => ids.get(ServiceName)?.has(`${Node}.${ServiceID}`))
    .flatMap((instance) =>
      instanceCommands(instance, { prefix, version, env: { DC: datacenter } }).map(({ text, tag }) => ({
        text,
        origin: { kind: "tag", tag, instance } as const,
      })),
    )
    .toSorted((a, b) => compareBytes(b.text, a.text));
  const keys = keyParts(state.keys ?? [], options.kvPath ?? DEFAULT_KV_PATH, version);
  return readLines([...lines, ...(lines.length === 0 ? [{ text: "" }] : []), ...keys]);
}

/** The identifiers of the instances that pass, by name of the service. Services without a name are left out. */
function passingIds(checks: readonly ConsulCheck[]): ReadonlyMap<string, ReadonlySet<string>> {
  const ids = new Map<string, Set<string>>();
  for (const { ServiceName, Node, ServiceID } of checks) {
    if (ServiceName === "") continue;
    const known = ids.get(ServiceName) ?? new Set();
    ids.set(ServiceName, known.add(`${Node}.${ServiceID}`));
  }
  return ids;
}

interface Part {
  readonly text: string;
  readonly origin?: LineOrigin;
}

function keyParts(keys: readonly ConsulKey[], kvPath: string, version: FabioVersion): readonly Part[] {
  const path = kvPath.replace(/^\//, "");
  const isTree = since(version, "1.5.7");
  const parts = keys
    .filter(({ Key }) => (isTree ? Key.startsWith(path) : Key === path))
    .toSorted((a, b) => compareBytes(a.Key, b.Key))
    .map(({ Key, Value }): readonly Part[] => [
      ...(isTree ? [{ text: `# --- ${Key}` }] : []),
      { text: trimSpace(Value), origin: { kind: "key", key: Key } },
    ]);
  if (parts.length === 0) return [{ text: "" }];
  return parts.flatMap((part, index) => (index === 0 ? part : [{ text: "" }, ...part]));
}

/** A key has several lines, and a tag with a line break, too. */
function readLines(parts: readonly Part[]): readonly ConsulLine[] {
  return parts
    .flatMap(({ text, origin }) => text.split("\n").map((line) => ({ line, origin })))
    .map(({ line, origin }, index) => ({
      ...parseLine(line, index + 1),
      ...(origin !== undefined && { origin }),
    }));
}
