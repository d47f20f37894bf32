import type { Service } from "../api-parts.ts";

type Gateway = NonNullable<NonNullable<Service["Connect"]>["Gateway"]>;
type GatewayProxy = NonNullable<Gateway["Proxy"]>;
type BindAddresses = NonNullable<GatewayProxy["EnvoyGatewayBindAddresses"]>;

const everywhere = "0.0.0.0";
/** The server's mark for a port that is known only when the allocation runs. */
const later = -1;

/**
 * The settings of the Envoy that is a gateway: those of the job where it says to which addresses Envoy binds, else those
 * that fit the group's network.
 * @see hashicorp/nomad nomad/job_endpoint_hook_connect.go gatewayProxy (2.0.5)
 */
export function gatewayProxy(gateway: Gateway, networkMode: string): GatewayProxy {
  const given = gateway.Proxy ?? {};
  if (bindsAsTheJobSays(given)) return given;
  const { ConnectTimeout, EnvoyDNSDiscoveryType, Config } = given;
  const proxy: GatewayProxy = {
    ConnectTimeout: ConnectTimeout ?? 5_000_000_000,
    EnvoyDNSDiscoveryType: EnvoyDNSDiscoveryType ?? "",
    ...(Config === undefined ? {} : { Config }),
  };
  const isInOwnNetwork = networkMode === "bridge" || networkMode.startsWith("cni/");
  const addresses = isInOwnNetwork ? bindAddresses(gateway) : undefined;
  if (addresses === undefined) return proxy;
  return { ...proxy, EnvoyGatewayNoDefaultBind: true, EnvoyGatewayBindAddresses: addresses };
}

function bindsAsTheJobSays(proxy: GatewayProxy): boolean {
  return (
    proxy.EnvoyGatewayNoDefaultBind === true ||
    proxy.EnvoyGatewayBindTaggedAddresses === true ||
    Object.keys(proxy.EnvoyGatewayBindAddresses ?? {}).length > 0
  );
}

function bindAddresses({ Ingress, Terminating, Mesh }: Gateway): BindAddresses | undefined {
  if (Ingress !== undefined && Ingress !== null) {
    const services = (Ingress.Listeners ?? []).flatMap(({ Port, Services }) =>
      (Services ?? []).map(({ Name }) => [Name ?? "", { Address: everywhere, Port: Port ?? 0 }] as const),
    );
    return Object.fromEntries(services);
  }
  if (Terminating !== undefined && Terminating !== null)
    return { default: { Address: everywhere, Port: later } };
  if (Mesh === undefined || Mesh === null) return undefined;
  return { wan: { Address: everywhere, Port: later }, lan: { Address: everywhere, Port: later } };
}
