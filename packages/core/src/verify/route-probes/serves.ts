import type { Listener } from "../../fabio/config/listener.ts";
import { isReached } from "../../fabio/jobs/generator/listeners-for-routes.ts";
import type { Route } from "../../fabio/table/route-table.ts";
import type { FabioVersion } from "../../fabio/version.ts";

/**
 * Whether a listener is one by which clients are meant to come to a route. A tag with `proto=tcp+sni` makes a target that
 * any HTTP listener would take for its own, too.
 */
export function serves(listener: Listener, route: Route, version: FabioVersion): boolean {
  const isForStreams = route.targets.every(({ opts }) => opts["proto"]?.startsWith("tcp"));
  return (
    isReached(listener, route, version) && !(isForStreams && /^(?:https?|grpcs?)$/.test(listener.protocol))
  );
}
