import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import { lowerCase } from "../../go/letter-case.ts";
import { quote } from "../../go/quote.ts";
import { parseUrl } from "../../go/url.ts";
import { showValue } from "../key-path.ts";
import { suggest } from "../problems.ts";
import { check } from "../schema/check.ts";
import type { Completed } from "./completed-job.ts";
import { blockRules } from "./rule.ts";
import { inRange, oneOfValues } from "./schema-rules.ts";

type Check = Completed<typeof check>;

const second = 1_000_000_000; // in nanoseconds

/** Checks whichever service they are of. @see hashicorp/nomad nomad/structs/services.go ServiceCheck.validateCommon (2.0.5) */
export const checkRules = blockRules(check, undefined, [
  {
    code: "NX2330",
    find: ({ Type }, { service }) => {
      const types = service?.Provider === "nomad" ? ["tcp", "http"] : ["grpc", "tcp", "http", "script"];
      const type = lowerCase(Type);
      return (
        (service?.Provider === "nomad" || service?.Provider === "consul") &&
        !types.includes(type) && {
          keys: ["Type"],
          at: Type === "" ? "key" : "value",
          summary:
            Type === ""
              ? "The check has no type"
              : `Services in ${service.Provider === "nomad" ? "Nomad" : "Consul"} have no checks of the type ${showValue(Type)}`,
          allowed: types.map((each) => showValue(each)).join(", "),
          help: suggest(didYouMean(type, types)),
          nomad: `invalid check type (${quote(type)}), must be one of ${types.join(", ")}`,
        }
      );
    },
  },
  {
    code: "NX2331",
    find: ({ Type, Path }) => {
      if (lowerCase(Type) !== "http") return undefined;
      const url = Path === "" ? undefined : parseUrl(Path);
      const problem =
        url === undefined
          ? "must have http path"
          : "error" in url
            ? "must have valid http path"
            : url.scheme === ""
              ? undefined
              : "must have relative http path";
      return (
        problem !== undefined && {
          keys: ["Path"],
          at: Path === "" ? "key" : "value",
          summary: Path === "" ? "An HTTP check needs a path" : `${showValue(Path)} is no path of a check`,
          ...(url !== undefined && "error" in url && { detail: `${url.error}.` }),
          help:
            problem === "must have relative http path"
              ? "Leave scheme and host out: the check goes to the service."
              : 'Write what comes behind host and port: path = "/health".',
          nomad: `http type ${problem}`,
        }
      );
    },
  },
  {
    code: "NX2332",
    find: ({ Type, Command }) =>
      lowerCase(Type) === "script" &&
      Command === "" && {
        keys: ["Command"],
        at: "key",
        summary: "A script check needs a command",
        help: "Name the program that is run in the task.",
        nomad: "script type must have a valid script path",
      },
  },
  inRange(check, "Interval", { least: second }, (value) =>
    value === "0s"
      ? "missing required value interval. Interval cannot be less than 1s"
      : `interval (${value}) cannot be lower than 1s`,
  ),
  inRange(check, "Timeout", { least: second }, (value) =>
    value === "0s"
      ? "missing required value timeout. Timeout cannot be less than 1s"
      : `timeout (${value}) is lower than required minimum timeout 1s`,
  ),
  oneOfValues(
    check,
    "InitialStatus",
    (value) =>
      `invalid initial check state (${value}), must be one of "passing", "warning", "critical" or empty`,
  ),
  oneOfValues(check, "AddressMode", (value) =>
    value === "auto"
      ? 'invalid address_mode "auto" - auto only valid for services'
      : `invalid address_mode ${quote(value)}`,
  ),
  oneOfValues(
    check,
    "OnUpdate",
    (value) => `on_update must be "require_healthy", "ignore_warnings", or "ignore"; got ${quote(value)}`,
  ),
  {
    code: "NX2333",
    find: ({ OnUpdate, CheckRestart }) =>
      OnUpdate === "ignore" &&
      CheckRestart !== null && {
        keys: ["CheckRestart"],
        at: "key",
        summary: 'on_update = "ignore" and check_restart exclude each other',
        detail: "A deployment would succeed, and its tasks would be restarted all the same.",
        help: "Leave one of them out.",
        nomad: 'on_update value "ignore" is not compatible with check_restart',
      },
  },
  {
    code: "NX2334",
    find: ({ OnUpdate, CheckRestart }) =>
      OnUpdate === "ignore_warnings" &&
      CheckRestart !== null &&
      !CheckRestart.IgnoreWarnings && {
        keys: ["CheckRestart"],
        at: "key",
        summary: 'on_update = "ignore_warnings" needs the same of check_restart',
        help: "Set ignore_warnings = true in check_restart.",
        nomad:
          'on_update value "ignore_warnings" not supported with check_restart ignore_warnings value "false"',
      },
  },
  {
    code: "NX2335",
    find: (hub, { service }) =>
      hub.PortLabel === "" &&
      service?.PortLabel === "" &&
      requiresPort(hub) && {
        keys: ["PortLabel"],
        at: "key",
        summary: "Neither the check nor its service has a port",
        help: "Name a port of the network in the service, or in the check.",
        nomad: `Check ${hub.Name} invalid: check requires a port but neither check nor service ${quote(service.Name)} have a port`,
      },
  },
]);

/** Whether a check needs the port of something: Nomad asks it of types in small letters. */
export function requiresPort({ Type }: Pick<Check, "Type">): boolean {
  return ["grpc", "http", "tcp"].includes(Type);
}

/** How often a check has to pass or fail in a row before Consul believes it, with the names in HCL. */
export function checkCounts(hub: Check) {
  return [
    ["SuccessBeforePassing", "success_before_passing", hub.SuccessBeforePassing],
    ["FailuresBeforeCritical", "failures_before_critical", hub.FailuresBeforeCritical],
    ["FailuresBeforeWarning", "failures_before_warning", hub.FailuresBeforeWarning],
  ] as const;
}
