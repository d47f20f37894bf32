import type { ServerResponse } from "node:http";

import { sendText, serveHttp, type LoopbackServer } from "../http/loopback-server.ts";

/** An instance of a service in a stand-in for Consul. */
export interface FakeInstance {
  readonly service: string;
  /** Unique on its node. */
  readonly id: string;
  readonly node?: string;
  /** `address:port` */
  readonly address: string;
  readonly tags?: readonly string[];
  readonly meta?: Readonly<Record<string, string>>;
  /** Of its one check; absent: it has none. */
  readonly status?: "passing" | "warning" | "critical";
  readonly output?: string;
}

/** What a stand-in for Consul holds. */
export interface FakeConsul {
  readonly instances?: readonly FakeInstance[];
  readonly keys?: Readonly<Record<string, string>>;
  /** It closes every connection without an answer. */
  readonly isDown?: boolean;
  /** What is answered in place of the usual, by path, with or without its query. */
  readonly answers?: Readonly<Record<string, unknown>>;
}

/** A server that answers the reads of Consul's API (1.8.7) about what `held()` says at the time. */
export function serveConsul(held: () => FakeConsul): Promise<LoopbackServer> {
  return serveHttp((request, response) => {
    const { instances = [], keys = {}, isDown = false, answers = {} } = held();
    if (isDown) return void response.destroy();
    const [, resource = "", name = ""] =
      /^\/v1\/(catalog\/service|catalog\/node|health\/service|kv)\/([^?]*)/.exec(request.url) ?? [];
    const of = instances.filter(({ service }) => service === decodeURIComponent(name));
    const [path = ""] = request.url.split("?");
    if (request.url in answers) return send(response, answers[request.url]);
    if (path in answers) return send(response, answers[path]);
    if (resource === "catalog/node") return send(response, servicesOn(decodeURIComponent(name), instances));
    if (resource === "catalog/service") return send(response, of.map(catalogInstance));
    if (resource === "health/service") {
      const tag = new URL(request.url, "http://consul").searchParams.get("tag")?.toLowerCase();
      const tagged = of.filter(
        ({ tags = [] }) => tag === undefined || tags.some((each) => each.toLowerCase() === tag),
      );
      return send(response, tagged.map(healthEntry));
    }
    if (resource === "kv") return sendKeys(response, keys, decodeURIComponent(name));
    const fixed = new Map<string, unknown>([
      ["/v1/catalog/services", servicesOf(instances)],
      ["/v1/catalog/nodes", nodesOf(instances)],
      ["/v1/catalog/datacenters", ["dc1"]],
      ["/v1/health/state/any", instances.flatMap(checksOf)],
      ["/v1/status/leader", "127.0.0.1:8300"],
      ["/v1/status/peers", ["127.0.0.1:8300"]],
      ["/v1/agent/self", { Config: { Datacenter: "dc1", NodeName: "n1", Server: true, Version: "1.8.7" } }],
      [
        "/v1/agent/members",
        [{ Name: "n1", Addr: "127.0.0.1", Port: 8301, Status: 1, Tags: { role: "consul", build: "1.8.7:" } }],
      ],
    ]);
    return fixed.has(path) ? send(response, fixed.get(path)) : sendText(response, 404, "");
  });
}

function send(response: ServerResponse, value: unknown): void {
  const headers = {
    "Content-Type": "application/json",
    "X-Consul-Index": "7",
    "X-Consul-Knownleader": "true",
  };
  response.writeHead(200, headers).end(JSON.stringify(value));
}

function sendKeys(response: ServerResponse, keys: Readonly<Record<string, string>>, prefix: string): void {
  const found = Object.entries(keys).filter(([key]) => key.startsWith(prefix));
  if (found.length === 0) response.writeHead(404, { "X-Consul-Index": "7" }).end();
  else
    send(
      response,
      found.map(([Key, value]) => ({ Key, Value: btoa(value), ModifyIndex: 7 })),
    );
}

function servicesOf(instances: readonly FakeInstance[]) {
  const names = new Set(["consul", ...instances.map(({ service }) => service)]);
  const tagsOf = (name: string) =>
    new Set(instances.filter(({ service }) => service === name).flatMap(({ tags = [] }) => tags));
  return Object.fromEntries(Array.from(names, (name) => [name, [...tagsOf(name)]]));
}

function servicesOn(name: string, instances: readonly FakeInstance[]) {
  const there = instances.filter(({ node = "n1" }) => node === name).map(healthEntry);
  return {
    Node: { Node: name, Address: "127.0.0.1" },
    Services: Object.fromEntries(there.map(({ Service }) => [Service.ID, Service])),
  };
}

function nodesOf(instances: readonly FakeInstance[]) {
  const names = new Set(["n1", ...instances.map(({ node = "n1" }) => node)]);
  return Array.from(names, (Node) => ({ Node, Address: "127.0.0.1", Datacenter: "dc1" }));
}

function split(address: string): readonly [string, number] {
  const colon = address.lastIndexOf(":");
  return [address.slice(0, colon), Number(address.slice(colon + 1))];
}

function catalogInstance({ service, id, node = "n1", address, tags = [], meta = {} }: FakeInstance) {
  const [ServiceAddress, ServicePort] = split(address);
  return {
    ...{ Node: node, Address: "127.0.0.1", Datacenter: "dc1", ServiceID: id, ServiceName: service },
    ...{ ServiceAddress, ServicePort, ServiceTags: tags, ServiceMeta: meta },
  };
}

function healthEntry(instance: FakeInstance) {
  const { service, id, node = "n1", address, tags = [], meta = {} } = instance;
  const [Address, Port] = split(address);
  return {
    Node: { Node: node, Address: "127.0.0.1", Datacenter: "dc1" },
    Service: { ID: id, Service: service, Tags: tags, Address, Port, Meta: meta },
    Checks: checksOf(instance),
  };
}

function checksOf({ service, id, node = "n1", tags = [], status, output = "" }: FakeInstance) {
  const alive = { ServiceID: "", ServiceName: "", ServiceTags: [] };
  return [
    { Node: node, CheckID: "serfHealth", Name: "Serf Health Status", Status: "passing", ...alive },
    ...(status === undefined
      ? []
      : [
          {
            ...{ Node: node, CheckID: `check:${id}`, Name: "alive", Status: status, Output: output },
            ...{ ServiceID: id, ServiceName: service, ServiceTags: tags },
          },
        ]),
  ];
}
