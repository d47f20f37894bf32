import { hostOf, portOfHost } from "../../units/host-port.ts";
import type { HealthEntry } from "../../consul/instances.ts";

/** A service instance as somebody would describe it. */
export interface InstanceParts {
  readonly service: string;
  /** Unique on its node. */
  readonly id: string;
  /** @default "n1" */
  readonly node?: string;
  /** `address:port`; an address of "" is the node's, 127.0.0.1. */
  readonly address: string;
  readonly tags?: readonly string[];
  readonly meta?: Readonly<Record<string, string>>;
  /** Of its one check; absent: it has none. */
  readonly status?: "passing" | "warning" | "critical";
  /** The check's last output. */
  readonly output?: string;
}

/** The contents of a Consul of one datacenter, `dc1`. */
export interface ConsulContents {
  readonly instances?: readonly InstanceParts[];
  /** Further instances, as Consul itself describes them. */
  readonly entries?: readonly HealthEntry[];
  readonly keys?: Readonly<Record<string, string>>;
  /** Nodes without a service, besides the server's own, `n1`. */
  readonly idleNodes?: readonly string[];
  /** The token may read nothing: lists are empty. */
  readonly isBlind?: boolean;
}

/** Where the one server is, and what it is called. */
export const consulServer = { node: "n1", address: "127.0.0.1", version: "1.8.7" };

const datacenter = "dc1";

/** An instance with its checks, as Consul lists it. */
export function consulEntry(instance: InstanceParts): HealthEntry {
  const { service, id, node = consulServer.node, address, tags = [], meta = {} } = instance;
  return {
    Node: nodeEntry(node),
    Service: {
      ...{ ID: id, Service: service, Tags: [...tags], Meta: { ...meta } },
      ...{ Address: hostOf(address), Port: portOfHost(address) ?? 0 },
    },
    Checks: checksOf(instance),
  };
}

function nodeEntry(name: string): HealthEntry["Node"] {
  return { ID: "", Node: name, Address: consulServer.address, Datacenter: datacenter, Meta: {} };
}

type Check = HealthEntry["Checks"][number];

function checksOf({
  service,
  id,
  node = consulServer.node,
  tags = [],
  status,
  output = "",
}: InstanceParts): Check[] {
  const none = { Name: "", Output: "", Notes: "", ServiceID: "", ServiceName: "", ServiceTags: [], Type: "" };
  const serf = {
    ...none,
    Node: node,
    CheckID: "serfHealth",
    Name: "Serf Health Status",
    Status: "passing" as const,
  };
  if (status === undefined) return [serf];
  const own = { CheckID: `check:${id}`, Name: "alive", Status: status, Output: output };
  return [serf, { ...none, Node: node, ...own, ServiceID: id, ServiceName: service, ServiceTags: [...tags] }];
}

/** The catalog and the health of a Consul, list by list, as its API answers. */
export class ConsulCatalog {
  readonly entries: readonly HealthEntry[];
  readonly #isBlind: boolean;
  readonly #idleNodes: readonly string[];

  constructor({ instances = [], entries = [], idleNodes = [], isBlind = false }: ConsulContents) {
    this.#isBlind = isBlind;
    this.entries = isBlind ? [] : [...instances.map(consulEntry), ...entries];
    this.#idleNodes = idleNodes;
  }

  /** Tags by service. */
  services(): Record<string, string[]> {
    const names = new Set(this.entries.map(({ Service }) => Service.Service));
    const tagsOf = (name: string) => [...new Set(this.health(name).flatMap(({ Service }) => Service.Tags))];
    const own: [string, string[]][] = this.#isBlind ? [] : [["consul", []]];
    return Object.fromEntries([
      ...own,
      ...Array.from(names, (name): [string, string[]] => [name, tagsOf(name)]),
    ]);
  }

  /** Every node once. */
  nodes(): HealthEntry["Node"][] {
    const known = [...this.entries.map(({ Node }) => Node), ...this.#idleNodes.map(nodeEntry)];
    const all = this.#isBlind ? [] : [nodeEntry(consulServer.node), ...known];
    return [...new Map(all.map((node) => [node.Node, node])).values()];
  }

  /** Instances of a service; a tag in any case, as Consul compares them. */
  health(name: string, tag?: string): HealthEntry[] {
    const wanted = tag?.toLowerCase();
    return this.entries.filter(
      ({ Service }) =>
        Service.Service === name &&
        (wanted === undefined || Service.Tags.some((each) => each.toLowerCase() === wanted)),
    );
  }

  /** The same as the catalog lists them. */
  instances(name: string) {
    return this.health(name).map(({ Node, Service }) => ({
      ...{ Node: Node.Node, Address: Node.Address, Datacenter: Node.Datacenter },
      ...{ ServiceID: Service.ID, ServiceName: Service.Service, ServiceAddress: Service.Address },
      ...{ ServicePort: Service.Port, ServiceTags: Service.Tags, ServiceMeta: Service.Meta },
    }));
  }

  /** Services on a node. */
  servicesOn(node: string): HealthEntry["Service"][] {
    return this.entries.filter(({ Node }) => Node.Node === node).map(({ Service }) => Service);
  }

  /** The checks of a state, or of `any`; those of a node once, however many services are on it. */
  checks(state = "any"): Check[] {
    const all = this.entries
      .flatMap(({ Checks }) => Checks)
      .filter(({ Status }) => state === "any" || Status === state);
    return [...new Map(all.map((check) => [`${check.Node} ${check.CheckID}`, check])).values()];
  }
}
