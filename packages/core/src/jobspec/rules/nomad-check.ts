import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import { upperCase } from "../../go/letter-case.ts";
import { quote } from "../../go/quote.ts";
import { showValue } from "../key-path.ts";
import { suggest } from "../problems.ts";
import { check } from "../schema/check.ts";
import { checkCounts } from "./check.ts";
import type { Completed } from "./completed-job.ts";
import { blockRules, type Broken } from "./rule.ts";
import { ofNomad } from "./service-provider.ts";

/** Checks that Nomad makes itself. @see hashicorp/nomad nomad/structs/services.go ServiceCheck.validateNomad (2.0.5) */
export const nomadCheckRules = blockRules(check, undefined, [
  ofNomad({ code: "NX2339", find: (hub) => onlyInConsul(hub) }),
  ofNomad({
    code: "NX2340",
    find: ({ Type, Method }) =>
      Type === "http" &&
      Method !== "" &&
      !methods.includes(upperCase(Method)) && {
        keys: ["Method"],
        summary: `${showValue(Method)} is no method that Nomad asks with`,
        allowed: methods.map((method) => showValue(method)).join(", "),
        help: suggest(didYouMean(Method, methods)),
        nomad: `method type ${quote(Method)} not supported in Nomad http check`,
      },
  }),
]);

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE"];

/** The attributes that only Consul's checks have. */
function onlyInConsul(hub: Completed<typeof check>): readonly Broken[] {
  const attribute = (keys: readonly string[], name: string, nomad: string): Broken => ({
    keys,
    at: "key",
    summary: `Only Consul's checks have ${name}`,
    help: 'Leave it out, or register the service in Consul: provider = "consul".',
    nomad,
  });
  const plain = (keys: readonly string[], name: string): Broken =>
    attribute(keys, name, `${name} may only be set for Consul service checks`);
  return [
    ...(hub.Expose ? [plain(["Expose"], "expose")] : []),
    ...(hub.OnUpdate === "ignore_warnings"
      ? [
          attribute(
            ["OnUpdate"],
            'on_update = "ignore_warnings"',
            "on_update may only be set to ignore_warnings for Consul service checks",
          ),
        ]
      : []),
    ...(hub.CheckRestart?.IgnoreWarnings === true
      ? [
          attribute(
            ["CheckRestart", "IgnoreWarnings"],
            "ignore_warnings",
            "ignore_warnings on check_restart only supported for Consul service checks",
          ),
        ]
      : []),
    ...(hub.AddressMode === "driver"
      ? [
          attribute(
            ["AddressMode"],
            'address_mode = "driver"',
            "address_mode = driver may only be set for Consul service checks",
          ),
        ]
      : []),
    ...checkCounts(hub)
      .filter(([, , count]) => Number(count) !== 0)
      .map(([field, name]) => plain([field], name)),
    ...(hub.TLSServerName === "" ? [] : [plain(["TLSServerName"], "tls_server_name")]),
  ];
}
