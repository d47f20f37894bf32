import { api, type PlacedFault, type Routes } from "./api.ts";
import { serveHttp, type LoopbackOptions, type LoopbackServer } from "./loopback-server.ts";

/** How a server of a test differs from one that is as it should be. */
export interface ApiOptions extends LoopbackOptions {
  /** Answers in place of the usual ones. */
  readonly routes?: Routes;
  /** In the order in which they befall an answer. */
  readonly faults?: readonly PlacedFault[];
}

/** Starts a server with these routes. */
export function serveApi(
  own: Routes,
  { routes = {}, faults = [], ...listening }: ApiOptions,
): Promise<LoopbackServer> {
  return serveHttp(api([routes, own], faults), listening);
}
