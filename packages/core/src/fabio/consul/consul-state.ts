/** A health check as Consul's `/v1/health/state/any` lists it, as far as Fabio looks at it. */
export interface ConsulCheck {
  readonly Node: string;
  readonly CheckID: string;
  readonly Status: string;
  /** "" for checks of the node. */
  readonly ServiceID: string;
  readonly ServiceName: string;
  readonly ServiceTags?: readonly string[] | null;
}

/** A service instance as Consul's `/v1/catalog/service/<name>` lists it, as far as Fabio looks at it. */
export interface ConsulInstance {
  readonly Node: string;
  /** Of the node; used where the service has none. */
  readonly Address: string;
  readonly ServiceID: string;
  readonly ServiceName: string;
  readonly ServiceAddress: string;
  readonly ServicePort: number;
  readonly ServiceTags?: readonly string[] | null;
}

/** A key of Consul's store with its value decoded. */
export interface ConsulKey {
  readonly Key: string;
  readonly Value: string;
}

/** The data that Fabio reads from Consul. */
export interface ConsulState {
  readonly checks: readonly ConsulCheck[];
  readonly instances: readonly ConsulInstance[];
  /** Keys under `registry.consul.kvpath`; others are ignored. */
  readonly keys?: readonly ConsulKey[];
}
