/** One target of a route. */
export interface Target {
  readonly service: string;
  /** As registered: `http://1.1.1.1:80/`; redirects and https as written, in Go's spelling of the URL. */
  readonly dst: string;
  readonly tags: readonly string[];
  /** Options in the order they were written; later duplicates have won. A bare word has the value "". */
  readonly opts: Readonly<Record<string, string>>;
  /** Fixed weight, 0: none. */
  readonly fixedWeight: number;
  /** Effective share of the route's requests, 0 to 1. */
  readonly weight: number;
}

/** The targets of one host and path. Never without a target: Fabio drops such routes. */
export interface Route {
  /** Lower case, perhaps a glob and perhaps with a port; `:port` for TCP routes, "" for routes without a host. */
  readonly host: string;
  /** As written, perhaps a glob; "" for TCP routes. */
  readonly path: string;
  /** In the order in which they were added. */
  readonly targets: readonly Target[];
}

/** Routes by host, each host's routes in the order in which Fabio tries them. "" is the host of routes without one. */
export interface RouteTable {
  readonly hosts: ReadonlyMap<string, readonly Route[]>;
}
