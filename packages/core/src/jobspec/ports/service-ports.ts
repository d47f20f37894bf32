import { isThere, type Service } from "../canonicalize/api-parts.ts";
import type { KeyPath } from "../key-path.ts";
import type { ReportProblem } from "../problems.ts";
import type { DeclaredPort } from "./declared-ports.ts";
import type { PortScope } from "./port-scope.ts";
import { undeclaredPort } from "./undeclared-port.ts";

/** The checks that need a port, in exactly these words. */
const typesWithPort: readonly (string | null | undefined)[] = ["tcp", "http", "grpc"];

/**
 * Warns of a group's service or check that names a port which no network declares. Nomad takes any text there; the client then
 * fails each allocation.
 * @see hashicorp/nomad client/serviceregistration/address.go GetAddress (2.0.5)
 */
export function checkGroupServicePorts(
  service: Service,
  keys: KeyPath,
  ports: PortScope,
  report: ReportProblem,
): void {
  const outcome =
    "Nomad registers the job, but each allocation fails, since the client does not find the port that it is to register.";
  for (const { label, at } of references(service, keys)) {
    if (isNumber(label) || label.includes("${") || ports.has(label)) continue;
    report("NX206", { ...undeclaredPort(label, at, ports, outcome), severity: "warning" });
  }
}

/**
 * Reports a task's service or check that names a port which no network declares: Nomad refuses it, and a text with variables,
 * too, since none are filled in yet. A number is allowed as a port of the driver's own network.
 * @see hashicorp/nomad nomad/structs/structs.go validateServices (2.0.5)
 */
export function checkTaskServicePorts(
  service: Service,
  keys: KeyPath,
  ports: PortScope,
  report: ReportProblem,
): void {
  for (const { label, at, addressMode } of references(service, keys)) {
    if (ports.has(label) || (addressMode === "driver" && isNumber(label))) continue;
    report("NX206", {
      ...undeclaredPort(label, at, ports),
      ...(isNumber(label) && {
        help: 'Name a declared port. A number is allowed with address_mode = "driver" only, as a port of the driver\'s network.',
      }),
    });
  }
}

/**
 * Warns of a service with the number of a port inside the allocation, where the host has another number for it: Consul is told
 * the host's address and the number as it is. In Consul's mesh the number is right, since the sidecar is inside, too.
 * @param declared The ports that the number may belong to.
 * @see hashicorp/nomad client/serviceregistration/address.go GetAddress (2.0.5)
 */
export function checkContainerNumber(
  { PortLabel: label, AddressMode: mode, Connect }: Service,
  keys: KeyPath,
  declared: readonly DeclaredPort[],
  report: ReportProblem,
): void {
  const isOfHost = ["", "auto", "host"].includes(mode ?? "");
  if (!isOfHost || isThere(Connect) || !isThere(label) || !isNumber(label)) return;
  const meant = declared.find(({ to }) => to === Number(label));
  if (meant === undefined || declared.some(({ value }) => value === Number(label))) return;
  report("NX206", {
    severity: "warning",
    keys: [...keys, "PortLabel"],
    summary: `Port ${label} is a port inside the allocation`,
    detail: `The service gets the host's address, where ${
      meant.value === 0 ? "Nomad picks the port" : `port ${meant.value} is the one`
    } that leads to it.`,
    help: `Name the port ${JSON.stringify(meant.label)} instead.`,
  });
}

interface PortReference {
  readonly label: string;
  readonly at: KeyPath;
  readonly addressMode: string | null | undefined;
}

/** The ports that a service and its checks name. */
function references({ PortLabel, AddressMode, Checks }: Service, keys: KeyPath): PortReference[] {
  const own = { label: PortLabel, at: [...keys, "PortLabel"], addressMode: AddressMode };
  const ofChecks = (Checks ?? []).map((check, index) => ({
    label: typesWithPort.includes(check.Type) ? check.PortLabel : "",
    at: [...keys, "Checks", index, "PortLabel"],
    addressMode: check.AddressMode,
  }));
  return [own, ...ofChecks].flatMap(({ label, ...rest }) =>
    isThere(label) && label !== "" ? [{ label, ...rest }] : [],
  );
}

/** @see Go strconv.Atoi */
function isNumber(label: string): boolean {
  return /^[+-]?\d+$/.test(label);
}
