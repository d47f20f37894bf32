import type { ConsulClient } from "../../consul/client.ts";
import type { NomadxError } from "../../diagnostics/errors.ts";
import type { Answer } from "../../http/answer.ts";
import { ConsulCatalog, type ConsulContents } from "./contents.ts";

/** The contents of a Consul in memory, and which of them cannot be read. */
export interface MemoryConsul extends ConsulContents {
  /** The errors that calls throw, by the name of the call: `health.state`. */
  readonly failures?: Readonly<Record<string, NomadxError>>;
}

/**
 * A client of a Consul that is no server: it reads what the dev server would answer, for tests that ask thousands of times.
 * It writes down what it was asked: `health.service web`.
 */
export function memoryConsul(
  { failures = {}, ...contents }: MemoryConsul,
  asked: string[] = [],
): Pick<ConsulClient, "catalog" | "health" | "kv"> {
  const catalog = new ConsulCatalog(contents);
  const keys = Object.entries(contents.keys ?? {}).map(([Key, Value]) => ({ Key, Value, ModifyIndex: 7 }));
  const answer = async <T>(call: string, value: T, name = ""): Promise<Answer<T>> => {
    asked.push(name === "" ? call : `${call} ${name}`);
    const failure = failures[call];
    if (failure !== undefined) throw failure;
    return { value, index: 7, knownLeader: true, lastContactMs: 0 };
  };
  return {
    catalog: {
      services: () => answer("catalog.services", catalog.services()),
      service: (name) => answer("catalog.service", catalog.instances(name), name),
      nodes: () => answer("catalog.nodes", catalog.nodes()),
      node: (name) => answer("catalog.node", catalog.servicesOn(name), name),
      datacenters: () => answer("catalog.datacenters", ["dc1"]),
    },
    health: {
      service: (name, options) => answer("health.service", catalog.health(name, options?.tag), name),
      state: (status) => answer("health.state", catalog.checks(status)),
      node: (name) =>
        answer(
          "health.node",
          catalog.checks().filter(({ Node }) => Node === name),
          name,
        ),
    },
    kv: {
      read: (key) =>
        answer(
          "kv.read",
          keys.find(({ Key }) => Key === key),
          key,
        ),
      list: (prefix) =>
        answer(
          "kv.list",
          keys.filter(({ Key }) => Key.startsWith(prefix)),
          prefix,
        ),
    },
  };
}
