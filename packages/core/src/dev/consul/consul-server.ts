import type { ApiRequest, Handler } from "../http/api.ts";
import { Changes } from "../http/changes.ts";
import type { LoopbackServer } from "../http/loopback-server.ts";
import { jsonReply, refusal, reply, type Answer, type Reply } from "../http/reply.ts";
import { serveApi, type ApiOptions } from "../http/serve-api.ts";
import { ConsulCatalog, consulServer, type ConsulContents } from "./contents.ts";

/**
 * A Consul agent: the reads of its API (1.8.7) about what `read()` says at the time, blocking queries among them.
 * @example
 * const consul = await serveConsul(() => ({ instances: [{ service: "web", id: "w1", address: "10.0.0.1:80" }] }));
 */
export function serveConsul(read: () => ConsulContents, options: ApiOptions = {}): Promise<LoopbackServer> {
  const changes = new Changes(read);
  const held =
    (answer: (contents: ConsulContents, request: ApiRequest, index: number) => Reply): Handler =>
    async (request) => {
      if (!["dc1", null, ""].includes(request.query.get("dc"))) return refusal(500, "No path to datacenter");
      const { contents, index } = await changes.after(request);
      return answer(contents, request, index);
    };
  const list = (answer: (catalog: ConsulCatalog, request: ApiRequest) => unknown): Handler =>
    held((contents, request, index) => consulReply(answer(new ConsulCatalog(contents), request), index));
  const own = {
    "GET /v1/catalog/services": list((catalog) => catalog.services()),
    "GET /v1/catalog/nodes": list((catalog) => catalog.nodes()),
    "GET /v1/catalog/datacenters": list(() => ["dc1"]),
    "GET /v1/catalog/service/*": list((catalog, { names: [name = ""] }) => catalog.instances(name)),
    "GET /v1/catalog/node/*": list((catalog, { names: [name = ""] }) => {
      const Node = catalog.nodes().find((node) => node.Node === name);
      const Services = Object.fromEntries(catalog.servicesOn(name).map((service) => [service.ID, service]));
      return Node === undefined ? null : { Node, Services };
    }),
    "GET /v1/health/service/*": list((catalog, { names: [name = ""], query }) =>
      catalog.health(name, query.get("tag") ?? undefined),
    ),
    "GET /v1/health/state/*": list((catalog, { names: [state = "any"] }) => catalog.checks(state)),
    "GET /v1/health/node/*": list((catalog, { names: [name = ""] }) =>
      catalog.checks().filter(({ Node }) => Node === name),
    ),
    "GET /v1/kv/**": held(({ keys = {} }, request, index) => keysReply(keys, request, index)),
    "GET /v1/status/leader": list(() => `${consulServer.address}:8300`),
    "GET /v1/status/peers": list(() => [`${consulServer.address}:8300`]),
    "GET /v1/agent/self": list(() => ({
      Config: { Datacenter: "dc1", NodeName: consulServer.node, Server: true, Version: consulServer.version },
    })),
    "GET /v1/agent/members": list(() => [
      {
        ...{ Name: consulServer.node, Addr: consulServer.address, Port: 8301, Status: 1 },
        Tags: { role: "consul", build: `${consulServer.version}:` },
      },
    ]),
  };
  return serveApi(own, options);
}

/** An answer of Consul's, in JSON and with its index. */
export function consulReply(value: unknown, index = 7): Answer {
  return jsonReply(value, headers(index));
}

/** A key, or with `recurse` all that begin so; 404 where there is none. */
function keysReply(
  keys: Readonly<Record<string, string>>,
  { names: [wanted = ""], query }: ApiRequest,
  index: number,
): Reply {
  const isWanted = (key: string) => (query.has("recurse") ? key.startsWith(wanted) : key === wanted);
  const found = Object.entries(keys).filter(([key]) => isWanted(key));
  if (found.length === 0) return reply(404, "", headers(index));
  const entries = found.map(([Key, value]) => ({ Key, Value: encoded(value), ModifyIndex: index }));
  return consulReply(entries, index);
}

function encoded(text: string): string {
  return Buffer.from(text).toString("base64");
}

function headers(index: number): Readonly<Record<string, string>> {
  return { "X-Consul-Index": String(index), "X-Consul-Knownleader": "true" };
}
