import type { ConsulCheck, ConsulInstance } from "../consul/consul-state.ts";
import { adminAddress, isLoopback, type FoundFabio } from "./found-fabio.ts";

/** A check as Consul lists it, with what it said last. */
export type ConsulCheckOutput = Pick<ConsulCheck, "Node" | "ServiceID"> & { readonly Output: string };

/**
 * The admin APIs of the Fabios that have registered themselves in Consul, as Fabio does by default: as the service
 * `fabio` (`registry.consul.register.name`) at `ui.addr` (`registry.consul.register.addr`). They come in the order of
 * `instances`, whatever their checks say.
 *
 * Consul shows the URL of a check only in its output: `https` is known from there, and taken for `http` before the check
 * has run once. It does not know of `ui.path`.
 * @param checks of the service, as `/v1/health/checks/fabio` lists them
 * @see fabiolb/fabio registry/consul/register.go serviceRegistration, config/load.go CheckScheme (1.7.3)
 */
export function fabiosOfInstances(
  instances: readonly ConsulInstance[],
  checks: readonly ConsulCheckOutput[],
): readonly FoundFabio[] {
  return instances.map(({ Node, Address, ServiceID, ServiceAddress, ServicePort }): FoundFabio => {
    const host = ServiceAddress === "" ? Address : ServiceAddress;
    if (isLoopback(host) && !isLoopback(Address)) {
      return { name: ServiceID, reason: `it is registered at ${host}, and runs on ${Node} (${Address})` };
    }
    const own = checks.filter((check) => check.Node === Node && check.ServiceID === ServiceID);
    const isTls = own.some(({ Output }) => /\bhttps:\/\/\S+\/health\b/.test(Output));
    return {
      name: ServiceID,
      address: adminAddress(isTls ? "https" : "http", { host, port: ServicePort }),
    };
  });
}
