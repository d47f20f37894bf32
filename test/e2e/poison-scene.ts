import { createFabioAdmin } from "../../packages/core/src/fabio/admin/index.ts";
import {
  tableOfListing,
  type FabioStart,
  type LintInput,
  type RouteTable,
} from "../../packages/core/src/fabio/index.ts";
import { HOST } from "../../scripts/e2e/addresses.js";
import { getHttp, type HttpOutcome } from "./connections.ts";
import type { Lab, LabFabio } from "./lab.ts";

/** Where a service says that it is. */
export interface ServiceTarget {
  readonly address: string;
  readonly port: number;
}

/**
 * One lint's corner of the lab: a tag prefix, a path of overrides and ports that no other has. What is registered here
 * is nothing to the Fabios of other scenes.
 */
export class Scene {
  readonly proxy: number;
  readonly #lab: Lab;
  readonly #name: string;
  readonly #ui: number;
  readonly #backend: number;

  /**
   * @param name becomes part of the tag prefix and of the names of services
   * @param backend the port of services that do not say otherwise
   */
  constructor(lab: Lab, name: string, backend: number) {
    this.#lab = lab;
    this.#name = name;
    this.#backend = backend;
    this.proxy = lab.port();
    this.#ui = lab.port();
  }

  /** Starts a Fabio that reads this scene; resolves once its admin API answers. */
  async start(...args: readonly string[]): Promise<LabFabio> {
    const fabio = this.startAnyhow(...args);
    await fabio.ready();
    return fabio;
  }

  /** Starts a Fabio that may end at once. */
  startAnyhow(...args: readonly string[]): LabFabio {
    return this.#lab.startFabio(this.#settings(args), this.#ui);
  }

  /** The name in Consul of a service of this scene. */
  nameOf(service: string): string {
    return `${this.#name}-${service}`;
  }

  /**
   * Registers the one instance of a service, in place of the one before; in its tags, `urlprefix-` stands for the
   * scene's prefix. Resolves to Consul's index.
   */
  async register(
    service: string,
    tags: readonly string[],
    target: ServiceTarget = { address: HOST, port: this.#backend },
  ): Promise<number> {
    const name = this.nameOf(service);
    await this.#lab.consul.deregister(name);
    return this.#lab.consul.register({
      name,
      tags: tags.map((tag) => tag.replace(/^urlprefix-/, this.#prefix)),
      ...target,
    });
  }

  /** Writes the overrides through the admin API of a Fabio, which takes any text. */
  async override(fabio: LabFabio, value: string): Promise<void> {
    const { version } = await fabio.admin.readOverrides();
    await fabio.admin.writeOverrides("", { value, version });
  }

  /** All that Consul has now, and how this scene's Fabio is started with these arguments. */
  async lintInput(...args: readonly string[]): Promise<LintInput> {
    return {
      consul: await this.#lab.consul.state(this.#keyPath),
      start: this.#settings(args),
      datacenter: "dc1",
    };
  }

  /** A request through the Fabio that runs. */
  get(host: string, path: string): Promise<HttpOutcome> {
    return getHttp(this.proxy, { host }, path);
  }

  /** The table of the Fabio that runs. */
  async table(): Promise<RouteTable> {
    const admin = createFabioAdmin({ address: `http://${HOST}:${this.#ui}` });
    return tableOfListing(await admin.routes());
  }

  get #prefix(): string {
    return `${this.#name}+`;
  }

  get #keyPath(): string {
    return `lab/${this.#name}`;
  }

  #settings(args: readonly string[]): FabioStart {
    return {
      args: [
        `-registry.consul.addr=${this.#lab.consul.address}`,
        `-registry.consul.tagprefix=${this.#prefix}`,
        `-registry.consul.kvpath=/${this.#keyPath}`,
        "-registry.consul.register.enabled=false",
        `-proxy.addr=${HOST}:${this.proxy}`,
        `-ui.addr=${HOST}:${this.#ui}`,
        "-log.level=DEBUG",
        ...args,
      ],
    };
  }
}
