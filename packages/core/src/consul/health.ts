import { list } from "../http/go-value.ts";
import { check, healthEntry, type CheckStatus } from "./instances.ts";
import type { ConsulReadOptions, ConsulTransport } from "./transport.ts";

/** The options of `health.service`. */
export interface HealthServiceOptions extends ConsulReadOptions {
  readonly tag?: string | undefined;
  /** Only instances all of whose checks pass. */
  readonly passing?: boolean | undefined;
}

/** Services and nodes together with their checks. */
export function createHealth(transport: ConsulTransport) {
  return {
    /** The instances of a service; none for a name that is not known. */
    service: (name: string, options: HealthServiceOptions = {}) =>
      transport.read(
        {
          schema: list(healthEntry),
          send: (client, common) =>
            client.health.service({
              ...common,
              service: name,
              ...(options.tag !== undefined && { tag: options.tag }),
              ...(options.passing === true && { passing: true }),
            }),
        },
        options,
      ),

    /** All checks in a state, of nodes and of services. */
    state: (state: CheckStatus | "any", options: ConsulReadOptions = {}) =>
      transport.read(
        {
          schema: list(check),
          send: (client, common) => client.health.state({ ...common, state }),
        },
        options,
      ),

    /** The checks of a node and of all service instances on it. */
    node: (name: string, options: ConsulReadOptions = {}) =>
      transport.read(
        {
          schema: list(check),
          send: (client, common) => {
            // The types of the package (2.0.1) have another name for the option than its code.
            const named = { ...common, node: name, name };
            return client.health.node(named);
          },
        },
        options,
      ),
  };
}
