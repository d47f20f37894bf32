import { quote } from "../../go/quote.ts";
import { showValue } from "../key-path.ts";
import { service } from "../schema/service.ts";
import { blockRules } from "./rule.ts";
import { oneOfValues } from "./schema-rules.ts";
import { ofConsul, ofNomad } from "./service-provider.ts";

/** Services by themselves. @see hashicorp/nomad nomad/structs/services.go Service.Validate (2.0.5) */
export const serviceRules = blockRules(service, undefined, [
  {
    code: "NX2301",
    find: ({ Name }) =>
      !isServiceName(Name) && {
        keys: ["Name"],
        summary: `${showValue(Name)} is no name of a service`,
        allowed: "1 to 63 letters, digits and inner dashes; ${…} counts for seven",
        help: "Give the service a name: without one it is put together from those of the job, the group and the task.",
        nomad: `Service name must be valid per RFC 1123 and can contain only alphanumeric characters or dashes and must be no longer than 63 characters: ${quote(Name)}`,
      },
  },
  oneOfValues(
    service,
    "AddressMode",
    (value) => `Service address_mode must be "auto", "host", or "driver"; not ${quote(value)}`,
  ),
  {
    code: "NX2302",
    find: ({ Address, AddressMode }) =>
      Address !== "" &&
      ["host", "driver", "alloc", "alloc_ipv6"].includes(AddressMode) && {
        keys: ["AddressMode"],
        summary: `address and address_mode = ${showValue(AddressMode)} exclude each other`,
        detail: "The mode says which address is registered instead of the one that is given.",
        help: 'Leave one of them out, or set address_mode = "auto".',
        nomad: 'Service address_mode must be "auto" if address is set',
      },
  },
  oneOfValues(
    service,
    "OnUpdate",
    (value) =>
      `Service on_update must be "require_healthy", "ignore_warnings", or "ignore"; not ${quote(value)}`,
  ),
  oneOfValues(
    service,
    "Provider",
    (value) => `Service provider must be "consul", or "nomad"; not ${quote(value)}`,
  ),
  ofConsul(oneOfValues(service, "Kind", () => "kind must be one of consul service kind or empty")),
  ofConsul({
    code: "NX2303",
    find: ({ Cluster }, { server }) =>
      Cluster !== "default" &&
      server.enterprise !== true && {
        keys: ["Cluster"],
        severity: server.enterprise === false ? "error" : "warning",
        summary: 'Only Nomad Enterprise knows Consul clusters other than "default"',
        received: Cluster,
        help: "Leave cluster out.",
        nomad: "non-default Consul cluster requires Nomad Enterprise",
      },
  }),
  ofNomad({
    code: "NX2304",
    find: ({ Identity }) =>
      Identity !== null &&
      Identity.Name === "" && {
        keys: ["Identity", "Name"],
        at: "key",
        summary: "The identity of a service in Nomad needs a name",
        detail: "Only for services in Consul the server makes one up.",
        help: "Leave the identity out: only Consul asks services for one.",
        nomad: "has an identity with an empty name",
      },
  }),
]);

/**
 * Whether Nomad takes a text for the name of a service, with `ENV-VAR` for each variable that a client fills in.
 * @see hashicorp/nomad nomad/structs/services.go Service.ValidateName, helper/args/args.go (2.0.5)
 */
function isServiceName(name: string): boolean {
  const filledIn = name.replaceAll(/\$\{[a-zA-Z0-9_\-.]+\}/g, "ENV-VAR");
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(filledIn);
}
