import { setTimeout as delay } from "node:timers/promises";

import type {
  ConsulCheck,
  ConsulInstance,
  ConsulKey,
  ConsulState,
} from "../../packages/core/src/fabio/index.ts";

/** A service instance to register; without `checks` it has one that passes. */
interface Registration {
  readonly name: string;
  /** @default `name` */
  readonly id?: string;
  readonly tags: readonly string[];
  readonly port: number;
  /** @default `127.0.0.1` */
  readonly address?: string;
  /** State of each of its checks, which nothing changes: they have a time to live of an hour. */
  readonly checks?: readonly ("passing" | "critical")[];
}

/** A Consul whose services and keys a test writes. */
export interface LabConsul {
  /** `host:port`, as Fabio takes it. */
  readonly address: string;
  /** Resolves once Consul lists the instance with all its checks, to the index of that state. */
  register(registration: Registration): Promise<number>;
  /** Resolves once Consul does not list the instance any more. */
  deregister(id: string): Promise<void>;
  deleteKey(key: string): Promise<void>;
  /** Returns the state that Fabio reads: all services, and the keys under the path. */
  state(keyPath: string): Promise<ConsulState>;
}

/** The client of a Consul agent at `host:port`. */
export function labConsul(address: string): LabConsul {
  const ask = async (method: "GET" | "PUT" | "DELETE", path: string, body?: unknown): Promise<Response> => {
    const response = await fetch(`http://${address}/v1/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    // Consul has no key under the path: 404.
    if (!response.ok && response.status !== 404)
      throw new Error(`Consul: ${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  const list = async <Item>(path: string) => items<Item>(await ask("GET", path));
  /** Agents tell the servers of a change only after they have answered. */
  const untilListed = async (id: string, count: number): Promise<number> => {
    for (const deadline = Date.now() + 10_000; Date.now() < deadline; await delay(10)) {
      const response = await ask("GET", "health/state/any");
      const checks = await items<ConsulCheck>(response);
      if (checks.filter(({ ServiceID }) => ServiceID === id).length === count)
        return Number(response.headers.get("X-Consul-Index"));
    }
    throw new Error(`Consul does not list ${count} checks of ${id}`);
  };
  return {
    address,
    async register({ name, id = name, tags, port, address: host = "127.0.0.1", checks = ["passing"] }) {
      await ask("PUT", "agent/service/register", {
        ID: id,
        Name: name,
        Tags: tags,
        Address: host,
        Port: port,
        Checks: checks.map((Status) => ({ TTL: "1h", Status })),
      });
      return untilListed(id, checks.length);
    },
    async deregister(id) {
      await ask("PUT", `agent/service/deregister/${encodeURIComponent(id)}`);
      await untilListed(id, 0);
    },
    async deleteKey(key) {
      await ask("DELETE", `kv/${key}`);
    },
    async state(keyPath) {
      const names: unknown = await (await ask("GET", "catalog/services")).json();
      const services = await Promise.all(
        Object.keys(names ?? {}).map((name) =>
          list<ConsulInstance>(`catalog/service/${encodeURIComponent(name)}`),
        ),
      );
      const keys = await list<ConsulKey>(`kv/${keyPath}?recurse`);
      return {
        checks: await list<ConsulCheck>("health/state/any"),
        instances: services.flat(),
        keys: keys.map(({ Key, Value }) => ({ Key, Value: Buffer.from(Value, "base64").toString() })),
      };
    },
  };
}

/** The list in the answer, none where there is nothing. */
async function items<Item>(response: Response): Promise<readonly Item[]> {
  return response.ok ? ((await response.json()) as Item[]) : [];
}
