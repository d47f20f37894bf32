import { block, bool, one, string, stringMap, strings, type Named } from "./_define.ts";
import { gateway } from "./gateway.ts";
import { proxy } from "./proxy.ts";
import { sidecarTask } from "./sidecar-task.ts";

const sidecarService = block(
  "ConsulSidecarService",
  {
    /** Tags of the sidecar's own service. */
    tags: strings("Tags", { emptiedBy: "api", since: "0.10.2" }),
    /** Port of the sidecar: a label. */
    port: string("Port", { refersTo: "port" }),
    /** Leave out the TCP check that Consul makes of the sidecar. */
    disable_default_tcp_check: bool("DisableDefaultTCPCheck", { default: false, since: "1.1.0" }),
    /** Metadata of the sidecar's own service. */
    meta: stringMap("Meta", { form: "block", emptiedBy: "api", since: "1.5.4" }),
    /** The proxy and its upstreams. */
    proxy: one("Proxy", proxy),
  },
  { byValue: true },
);

const definition = block(
  "ConsulConnect",
  {
    /** The task speaks the mesh's protocol itself. */
    native: bool("Native", { default: false }),
    /** Run an Envoy sidecar for the service. */
    sidecar_service: one("SidecarService", sidecarService),
    /** Changes to the task that runs the sidecar or gateway. */
    sidecar_task: one("SidecarTask", sidecarTask),
    /** Run the service as a gateway of the mesh. */
    gateway: one("Gateway", gateway, { since: "0.12.4" }),
  },
  { byValue: true },
);

/** How a service takes part in Consul's service mesh: exactly one of `native`, `sidecar_service`, `gateway`. */
export const connect: ConnectBlock = definition;

/** @see hashicorp/nomad api/consul.go ConsulConnect (2.0.5) */
export interface ConnectBlock extends Named<typeof definition> {}
