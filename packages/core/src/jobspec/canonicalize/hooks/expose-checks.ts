import { compareBytes } from "../../../go/byte-order.ts";
import { sha256 } from "../../../go/sha256.ts";
import { formatDuration } from "../../../units/duration.ts";
import type { ApiJob } from "../../api-job.ts";
import { isThere, type Check, type Group, type Service } from "../api-parts.ts";

type ExposePath = NonNullable<
  NonNullable<
    NonNullable<NonNullable<NonNullable<Service["Connect"]>["SidecarService"]>["Proxy"]>["Expose"]
  >["Paths"]
>[number];

/**
 * Opens a path through the sidecar for every check with `expose`, and a port where the check names none. What cannot be
 * exposed is left alone: no validation lets it pass.
 * @see hashicorp/nomad nomad/job_endpoint_hook_expose_check.go (2.0.5)
 */
export function exposeChecks(job: ApiJob): void {
  for (const group of job.TaskGroups ?? []) {
    for (const service of group.Services ?? []) {
      (service.Checks ?? []).forEach((check, index) => exposeCheck(group, service, check, index));
    }
  }
}

function exposeCheck(group: Group, service: Service, check: Check, index: number): void {
  const sidecar = service.Connect?.SidecarService;
  if (check.Expose !== true || !isThere(sidecar) || !isExposable(check)) return;
  const path = exposedPath(group, service, check, index);
  if (path === undefined) return;
  const expose = ((sidecar.Proxy ??= {}).Expose ??= {});
  const paths = expose.Paths ?? [];
  if (!paths.some((other) => isSame(other, path))) expose.Paths = [...paths, path];
}

function isExposable({ Type, Path }: Check): boolean {
  return ["grpc", "http"].includes((Type ?? "").toLowerCase()) && (Path ?? "").startsWith("/");
}

function exposedPath(group: Group, service: Service, check: Check, index: number): ExposePath | undefined {
  const [network, ...others] = group.Networks ?? [];
  const mode = network?.Mode ?? "";
  if (network === undefined || others.length > 0 || !(mode === "bridge" || mode.startsWith("cni/")))
    return undefined;
  if ((check.PortLabel ?? "") === "") {
    const name = service.Name ?? "";
    const label = `svc_${name}_ck_${checkHash(`${name}_${index}`, check).slice(0, 6)}`;
    network.DynamicPorts = [
      ...(network.DynamicPorts ?? []),
      { Label: label, To: -1, HostNetwork: "default" },
    ];
    check.PortLabel = label;
  }
  const port = localPort(group, service.PortLabel ?? "");
  if (port <= 0) return undefined;
  return {
    Path: check.Path ?? "",
    Protocol: check.Protocol ?? "",
    LocalPathPort: port,
    ListenerPort: check.PortLabel ?? "",
  };
}

/** The number of a static port, or of a service whose port is a number. */
function localPort(group: Group, label: string): number {
  const ports = (group.Networks ?? []).flatMap(({ ReservedPorts, DynamicPorts }) => [
    ...(ReservedPorts ?? []),
    ...(DynamicPorts ?? []),
  ]);
  const number = Number(ports.find(({ Label }) => Label === label)?.Value ?? 0);
  if (number > 0) return number;
  return /^\+?\d+$/.test(label) ? Number(label) : 0;
}

function isSame(a: ExposePath, b: ExposePath): boolean {
  return (
    (a.Path ?? "") === b.Path &&
    (a.Protocol ?? "") === b.Protocol &&
    (a.ListenerPort ?? "") === b.ListenerPort &&
    Number(a.LocalPathPort ?? 0) === Number(b.LocalPathPort)
  );
}

/** @see hashicorp/nomad nomad/structs/services.go ServiceCheck.Hash (2.0.5) */
function checkHash(service: string, check: Check): string {
  const headers = Object.entries(check.Header ?? {}).map(([name, values]) => name + (values ?? []).join(""));
  return sha256(
    [
      service,
      check.Name,
      check.Type,
      check.Command,
      (check.Args ?? []).join(""),
      check.Path,
      check.Protocol,
      check.PortLabel,
      formatDuration(check.Interval ?? 0),
      formatDuration(check.Timeout ?? 0),
      check.Method,
      check.Body,
      check.OnUpdate,
      check.Notes,
      check.TLSSkipVerify === true ? "true" : "",
      check.TLSServerName,
      headers.toSorted(compareBytes).join(""),
      check.AddressMode,
      check.GRPCService,
      check.GRPCUseTLS === true ? "true" : "",
      numbered("success", check.SuccessBeforePassing),
      numbered("failures", check.FailuresBeforeCritical),
      numbered("failures-before-warning", check.FailuresBeforeWarning),
    ]
      .map((text) => text ?? "")
      .join(""),
  );
}

function numbered(name: string, value: number | bigint | null | undefined): string {
  return isThere(value) && Number(value) !== 0 ? `${name}:${value}` : "";
}
