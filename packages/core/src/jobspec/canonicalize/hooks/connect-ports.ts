import { isThere, type Service } from "../api-parts.ts";

/**
 * The labels of the ports that the server adds to the group's first network for a service of Consul's mesh: of its sidecar,
 * or of a gateway. A label that the network has already is added no second time.
 * @param name The service's name, with its variables filled in.
 * @example connectPorts({ Connect: { SidecarService: {} } }, "api") // ["connect-proxy-api"]
 * @see hashicorp/nomad nomad/job_endpoint_hook_connect.go groupConnectHook, helper/envoy/envoy.go PortLabel (2.0.5)
 */
export function connectPorts({ Connect, PortLabel }: Service, name: string): string[] {
  if (isThere(Connect?.SidecarService)) return [Connect.SidecarService.Port || `connect-proxy-${name}`];
  const gateway = Connect?.Gateway;
  if (!isThere(gateway) || Connect?.Native === true) return [];
  return [
    // Other datacenters reach a mesh gateway at its own port; this one is for its own.
    ...(isThere(gateway.Terminating) && (PortLabel ?? "") === "" ? [`connect-terminating-${name}`] : []),
    ...(isThere(gateway.Mesh) ? [`connect-mesh-${name}-lan`] : []),
  ];
}
