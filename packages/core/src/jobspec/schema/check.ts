import { quote } from "../../go/quote.ts";
import {
  block,
  bool,
  duration,
  int,
  one,
  oneOf,
  string,
  strings,
  stringsMap,
  text,
  type HubObject,
  type Named,
  type Within,
} from "./_define.ts";
import { blockOf, isAbsent, isAtLeast, isEmpty, textOf } from "./_hub.ts";
import { checkRestart } from "./check-restart.ts";

/**
 * Takes over what the service says for all its checks.
 * @see hashicorp/nomad api/services.go Service.Canonicalize, CheckRestart.Merge (2.0.5)
 */
function canonicalizeCheck(hub: HubObject, { service }: Within): void {
  const ofService = blockOf(service ?? {}, "CheckRestart");
  const own = blockOf(hub, "CheckRestart");
  if (ofService !== undefined) {
    hub["CheckRestart"] = {
      ...ofService,
      ...(isAtLeast(own?.["Limit"], 1) ? { Limit: own["Limit"] } : {}),
      ...(isAbsent(own?.["Grace"]) ? {} : { Grace: own?.["Grace"] }),
      ...(own?.["IgnoreWarnings"] === true ? { IgnoreWarnings: true } : {}),
    };
  }
  for (const field of ["SuccessBeforePassing", "FailuresBeforeCritical", "FailuresBeforeWarning"]) {
    if (!isAbsent(hub[field]) && !isAtLeast(hub[field], 0)) hub[field] = 0;
  }
  if (textOf(hub, "OnUpdate") === "") hub["OnUpdate"] = textOf(service, "OnUpdate");
}

/** The name of a check that has none of its own. @see hashicorp/nomad nomad/structs/services.go ServiceCheck.Canonicalize (2.0.5) */
export function checkNameFor(service: string): string {
  return `service: ${quote(service)} check`;
}

/**
 * Names the check, and the task that it belongs to.
 * @see hashicorp/nomad nomad/structs/services.go ServiceCheck.Canonicalize, command/agent/job_endpoint.go
 *   ApiServicesToStructs (2.0.5)
 */
function storeCheck(hub: HubObject, { task, service }: Within): void {
  const isOfGroup = task === undefined;
  if (!isOfGroup || textOf(hub, "TaskName") === "") hub["TaskName"] = textOf(service, "TaskName");
  if (textOf(hub, "Name") === "") hub["Name"] = checkNameFor(textOf(service, "Name"));
  const header = Object.entries(blockOf(hub, "Header") ?? {});
  hub["Header"] = Object.fromEntries(header.map(([key, values]) => [key, isEmpty(values) ? null : values]));
}

const definition = block(
  "ServiceCheck",
  {
    /** Name of the check; checks of one service need different names. */
    name: string("Name", { absent: 'service: "<service>" check' }),
    /** How the check is made; Nomad's own services know `http` and `tcp` only. */
    type: oneOf("Type", ["http", "tcp", "grpc", "script"], { required: true }),
    /** Port to check: a label of a network, or a number with `address_mode = "driver"`. */
    port: string("PortLabel", { absent: "the service's port", refersTo: "port" }),
    /** Which address the check goes to. */
    address_mode: oneOf("AddressMode", ["host", "driver", "alloc", "alloc_ipv6"], {
      default: "host",
      filledInBy: [],
    }),
    /** Path that an HTTP check asks for. */
    path: string("Path"),
    /** `http` or `https`. */
    protocol: string("Protocol", { default: "http", filledInBy: [] }),
    /** HTTP method of the request. */
    method: string("Method", { default: "GET", filledInBy: [] }),
    /** Body of the HTTP request. */
    body: text("Body", { since: "1.1.0" }),
    /** Program that a script check runs in its task. */
    command: string("Command"),
    /** Arguments of the script check's command. */
    args: strings("Args", { emptiedBy: "server" }),
    /** How often the check is made; at least one second. */
    interval: duration("Interval", { required: true }),
    /** How long an answer may take; at least one second. */
    timeout: duration("Timeout", { required: true }),
    /** State of the check before its first run: `passing`, `warning` or `critical`. */
    initial_status: oneOf("InitialStatus", ["passing", "warning", "critical"], {
      default: "critical",
      filledInBy: [],
    }),
    /** The effect of the check's state on a deployment. */
    on_update: oneOf("OnUpdate", ["require_healthy", "ignore_warnings", "ignore"], {
      absent: "the service's on_update",
      since: "1.1.0",
    }),
    /** Make the check through the sidecar by way of a path that Envoy exposes. */
    expose: bool("Expose", { default: false, since: "0.11.0" }),
    /** Service name that a gRPC health check asks for. */
    grpc_service: string("GRPCService", { since: "0.8.4" }),
    /** Use TLS for a gRPC check. */
    grpc_use_tls: bool("GRPCUseTLS", { default: false, since: "0.8.4" }),
    /** Name of the server in the TLS handshake. */
    tls_server_name: string("TLSServerName", { since: "1.6.0" }),
    /** Accept a TLS certificate that cannot be verified. */
    tls_skip_verify: bool("TLSSkipVerify", { default: false }),
    /** How many checks in a row must pass before Consul calls it passing. */
    success_before_passing: int("SuccessBeforePassing", { default: 0, since: "0.12.2" }),
    /** How many checks in a row must fail before Consul calls it warning. */
    failures_before_warning: int("FailuresBeforeWarning", { default: 0, since: "1.7.3" }),
    /** How many checks in a row must fail before Consul calls it critical. */
    failures_before_critical: int("FailuresBeforeCritical", { default: 0, since: "0.12.2" }),
    /** Task that a script check of a group service runs in. */
    task: string("TaskName", { since: "0.10.0" }),
    /** Remark that Consul shows with the check, at most 255 bytes. */
    notes: string("Notes", { since: "1.8.1" }),
    /** Address for others to use; no server reads it. */
    advertise: string("Advertise", { stored: "never", deprecated: "address of the service", since: "1.3.0" }),
    /** HTTP headers of the request, each with a list of values. */
    header: stringsMap("Header", { form: "block", emptiedBy: "server" }),
    /** When failures restart the task, for this check only. */
    check_restart: one("CheckRestart", checkRestart),
  },
  { byValue: true, canonicalize: canonicalizeCheck, store: storeCheck },
);

/** A health check of a service. */
export const check: CheckBlock = definition;

/** @see hashicorp/nomad api/services.go ServiceCheck (2.0.5) */
export interface CheckBlock extends Named<typeof definition> {}
