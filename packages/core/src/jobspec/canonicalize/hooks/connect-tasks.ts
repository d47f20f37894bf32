import { isThere, type Service, type Task } from "../api-parts.ts";
import { consulConstraint, constraint, semver } from "./constraints.ts";

type Connect = NonNullable<Service["Connect"]>;
type Gateway = NonNullable<Connect["Gateway"]>;
type SidecarTask = NonNullable<Connect["SidecarTask"]>;
type Resources = NonNullable<Task["Resources"]>;

const fiveSeconds = 5_000_000_000; // in nanoseconds

/**
 * The task that runs Envoy beside a service.
 * @see hashicorp/nomad nomad/job_endpoint_hook_connect.go newConnectSidecarTask (2.0.5)
 */
export function sidecarTask(service: string, driver: string): Task {
  return {
    ...envoyTask("connect-proxy", service, driver),
    Config: envoyConfig("${meta.connect.sidecar_image}"),
    Lifecycle: { Hook: "prestart", Sidecar: true },
  };
}

/**
 * The task that runs Envoy as a gateway.
 * @see hashicorp/nomad nomad/job_endpoint_hook_connect.go newConnectGatewayTask (2.0.5)
 */
export function gatewayTask(
  service: string,
  gateway: Gateway,
  { driver, isInHostNetwork }: { readonly driver: string; readonly isInHostNetwork: boolean },
): Task {
  const task = envoyTask(gatewayPrefix(gateway), service, driver);
  return {
    ...task,
    Config: {
      ...envoyConfig("${meta.connect.gateway_image}"),
      ...(isInHostNetwork ? { network_mode: "host" } : {}),
    },
    Constraints: [
      ...(task.Constraints ?? []),
      ...(choosesTls(gateway) ? [semver("${attr.consul.version}", ">= 1.11.2")] : []),
    ],
  };
}

/**
 * Lays what the job says of the injected task over it. Since the API package completes a `sidecar_task` block, its
 * resources, logs and times always count.
 * @see hashicorp/nomad nomad/structs/services.go SidecarTask.MergeIntoTask (2.0.5)
 */
export function mergeSidecarTask(task: Task, over: SidecarTask): void {
  if (isText(over.Name)) task.Name = over.Name;
  if (isText(over.Driver) && over.Driver !== task.Driver) {
    task.Driver = over.Driver;
    task.Config = { ...over.Config };
  } else task.Config = { ...task.Config, ...over.Config };
  if (isText(over.User)) task.User = over.User;
  if (isThere(over.Env)) task.Env = { ...task.Env, ...over.Env };
  if (isThere(over.Resources)) task.Resources = mergedResources(task.Resources ?? {}, over.Resources);
  if (isThere(over.Meta)) task.Meta = { ...task.Meta, ...over.Meta };
  if (isThere(over.KillTimeout)) task.KillTimeout = over.KillTimeout;
  const { MaxFiles, MaxFileSizeMB } = over.LogConfig ?? {};
  task.LogConfig = {
    ...task.LogConfig,
    ...(isThere(MaxFiles) && MaxFiles > 0 ? { MaxFiles } : {}),
    ...(isThere(MaxFileSizeMB) && MaxFileSizeMB > 0 ? { MaxFileSizeMB } : {}),
  };
  if (isThere(over.ShutdownDelay)) task.ShutdownDelay = over.ShutdownDelay;
  if (isText(over.KillSignal)) task.KillSignal = over.KillSignal;
  if (isThere(over.VolumeMounts)) task.VolumeMounts = over.VolumeMounts.map((mount) => ({ ...mount }));
  if (isThere(over.Identities)) task.Identities = over.Identities.map((identity) => ({ ...identity }));
}

function envoyTask(prefix: string, service: string, driver: string): Task {
  return {
    Name: `${prefix}-${service}`,
    Kind: `${prefix}:${service}`,
    Driver: driver,
    ShutdownDelay: fiveSeconds,
    LogConfig: { MaxFiles: 2, MaxFileSizeMB: 2 },
    Resources: { CPU: 250, MemoryMB: 128 },
    Constraints: [consulConstraint("default"), constraint("${attr.consul.grpc}", ">", "0")],
  };
}

function envoyConfig(image: string): Record<string, unknown> {
  const args = [
    ["-c", "${NOMAD_SECRETS_DIR}/envoy_bootstrap.json"],
    ["-l", "${meta.connect.log_level}"],
    ["--concurrency", "${meta.connect.proxy_concurrency}"],
    ["--disable-hot-restart"],
  ];
  return { image, args: args.flat() };
}

/** @see hashicorp/nomad nomad/structs/services.go ConsulGateway.Prefix (2.0.5) */
function gatewayPrefix({ Mesh, Ingress }: Gateway): string {
  if (isThere(Mesh)) return "connect-mesh";
  return isThere(Ingress) ? "connect-ingress" : "connect-terminating";
}

/** @see hashicorp/nomad nomad/structs/services.go ConsulConnect.IsCustomizedTLS (2.0.5) */
function choosesTls({ Ingress }: Gateway): boolean {
  const { TLSMinVersion, TLSMaxVersion, CipherSuites } = Ingress?.TLS ?? {};
  return isText(TLSMinVersion) || isText(TLSMaxVersion) || (CipherSuites ?? []).length > 0;
}

/** A value that is not zero wins. @see hashicorp/nomad nomad/structs/structs.go Resources.Merge (2.0.5) */
function mergedResources(under: Resources, over: Resources): Resources {
  const { NUMA: _numa, IOPS: _iops, ...rest } = over;
  const counting = Object.entries(rest).filter(([, value]) =>
    Array.isArray(value) ? value.length > 0 : isThere(value) && Number(value) !== 0,
  );
  return { ...under, ...Object.fromEntries(counting) };
}

function isText(value: string | null | undefined): value is string {
  return isThere(value) && value !== "";
}
