import type { ConsulClient } from "../../consul/client.ts";
import type { HealthEntry } from "../../consul/instances.ts";
import type { NomadxError } from "../../diagnostics/errors.ts";
import type { Answer } from "../../http/answer.ts";

/** What a stand-in for Consul holds. */
export interface HeldByConsul {
  readonly entries?: readonly HealthEntry[];
  readonly keys?: Readonly<Record<string, string>>;
  /** Nodes without a service. */
  readonly idleNodes?: readonly string[];
  /** The token may read nothing: lists are empty. */
  readonly isBlind?: boolean;
  /** What a call throws, by its name: `health.state`. */
  readonly failures?: Readonly<Record<string, NomadxError>>;
}

/** Reads what is held, as a client would, and writes down what it was asked: `health.service web`. */
export function memoryConsul(
  { entries = [], keys = {}, idleNodes = [], isBlind = false, failures = {} }: HeldByConsul,
  asked: string[] = [],
): Pick<ConsulClient, "catalog" | "health" | "kv"> {
  const answer = async <T>(call: string, value: T, name = ""): Promise<Answer<T>> => {
    asked.push(name === "" ? call : `${call} ${name}`);
    const failure = failures[call];
    if (failure !== undefined) throw failure;
    return { value, index: 7, knownLeader: true, lastContactMs: 0 };
  };
  const seen = isBlind ? [] : entries;
  const of = (name: string) => seen.filter(({ Service }) => Service.Service === name);
  const nodes = new Map(seen.map(({ Node }) => [Node.Node, Node]));
  const idle = idleNodes.map((name) => ({
    ID: "",
    Node: name,
    Address: "127.0.0.1",
    Datacenter: "dc1",
    Meta: {},
  }));
  const checks = seen
    .flatMap(({ Checks }) => Checks)
    // Those of a node are listed once, however many services are on it.
    .filter(
      (check, index, all) =>
        index === all.findIndex(({ Node, CheckID }) => Node === check.Node && CheckID === check.CheckID),
    );
  const instances = seen.map(({ Node, Service }) => ({
    ...{ Node: Node.Node, Address: Node.Address, Datacenter: Node.Datacenter },
    ...{ ServiceID: Service.ID, ServiceName: Service.Service, ServiceAddress: Service.Address },
    ...{ ServicePort: Service.Port, ServiceTags: Service.Tags, ServiceMeta: Service.Meta },
  }));
  const names = new Set(seen.map(({ Service }) => Service.Service));
  const tagsOf = (name: string) => [...new Set(of(name).flatMap(({ Service }) => Service.Tags))];
  const services = {
    ...(!isBlind && { consul: [] }),
    ...Object.fromEntries(Array.from(names, (name) => [name, tagsOf(name)])),
  };
  return {
    catalog: {
      services: () => answer("catalog.services", services),
      service: (name) =>
        answer(
          "catalog.service",
          instances.filter(({ ServiceName }) => ServiceName === name),
          name,
        ),
      nodes: () => answer("catalog.nodes", [...nodes.values(), ...idle]),
      node: (name) => {
        const own = seen.filter((entry) => entry.Node.Node === name);
        return answer(
          "catalog.node",
          own.map(({ Service }) => Service),
          name,
        );
      },
      datacenters: () => answer("catalog.datacenters", ["dc1"]),
    },
    health: {
      service: (name) => answer("health.service", of(name), name),
      state: () => answer("health.state", checks),
      node: (name) =>
        answer(
          "health.node",
          checks.filter(({ Node }) => Node === name),
          name,
        ),
    },
    kv: {
      read: (key) => {
        const Value = keys[key];
        return answer("kv.read", Value === undefined ? undefined : { Key: key, Value, ModifyIndex: 7 }, key);
      },
      list: (prefix) =>
        answer(
          "kv.list",
          Object.entries(keys)
            .filter(([key]) => key.startsWith(prefix))
            .map(([Key, Value]) => ({ Key, Value, ModifyIndex: 7 })),
          prefix,
        ),
    },
  };
}
