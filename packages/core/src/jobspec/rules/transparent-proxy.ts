import { isPrefix } from "../../go/ip.ts";
import { quote } from "../../go/quote.ts";
import { showValue, type KeyPath } from "../key-path.ts";
import { transparentProxy } from "../schema/transparent-proxy.ts";
import { blockRules, type Broken } from "./rule.ts";

/**
 * All traffic of an allocation through Envoy.
 * @see hashicorp/nomad nomad/structs/connect.go ConsulTransparentProxy.Validate,
 *   nomad/job_endpoint_hook_connect.go groupConnectUpstreamsValidate (2.0.5)
 */
export const transparentProxyRules = blockRules(transparentProxy, undefined, [
  {
    code: "NX2411",
    find: ({ UID, ExcludeUIDs }) => [
      ...(UID === "" ? [] : userProblem(["UID"], UID, "UID")),
      ...ExcludeUIDs.flatMap((uid, index) => userProblem(["ExcludeUIDs", index], uid, "ExcludeUIDs")),
    ],
  },
  {
    code: "NX2412",
    find: ({ ExcludeOutboundCIDRs }) =>
      ExcludeOutboundCIDRs.flatMap((text, index): Broken[] =>
        isPrefix(text)
          ? []
          : [
              {
                keys: ["ExcludeOutboundCIDRs", index],
                summary: `${showValue(text)} is no block of addresses`,
                allowed: "an address and how many of its bits count, such as 10.0.0.0/8 or fd00::/8",
                nomad: `could not parse transparent proxy excluded outbound CIDR as network prefix: netip.ParsePrefix(${quote(text)})`,
              },
            ],
      ),
  },
  {
    code: "NX2413",
    find: ({ NoDNS }, { group }) =>
      !NoDNS &&
      (group?.Networks ?? []).some(
        ({ DNS }) => DNS !== null && DNS.Servers.length + DNS.Searches.length + DNS.Options.length > 0,
      ) && {
        keys: ["NoDNS"],
        at: "key",
        summary: "The resolver of the network and that of the transparent proxy exclude each other",
        help: "Set no_dns = true, or leave the dns block of the network out.",
        nomad: "Consul Connect transparent proxy cannot be used with network.dns unless no_dns=true",
      },
  },
  {
    code: "NX2414",
    find: ({ ExcludeInboundPorts }, { group }) => {
      const labels = (group?.Networks ?? []).flatMap(({ ReservedPorts }) =>
        ReservedPorts.map(({ Label }) => Label),
      );
      return ExcludeInboundPorts.flatMap((port, index): Broken[] =>
        uint16Problem(port) === undefined || labels.includes(port)
          ? []
          : [
              {
                keys: ["ExcludeInboundPorts", index],
                summary: `${showValue(port)} is no port whose number is known`,
                allowed: "a number from 0 to 65535, or the label of a static port of the group's network",
                nomad: `Consul Connect transparent proxy port ${quote(port)} must be numeric or one of network.port labels`,
              },
            ],
      );
    },
  },
  {
    code: "NX2415",
    find: (_hub, { group }) =>
      (group?.Services ?? []).filter(({ Connect }) => Connect !== null).length > 1 && {
        at: "key",
        summary: "A group with a transparent proxy can have only one service in Consul's mesh",
        detail: "The proxy takes all traffic of the allocation.",
        help: "Move the other services with a connect block to groups of their own.",
        nomad: "Consul Connect transparent proxy requires there is only one connect block",
      },
  },
]);

function userProblem(keys: KeyPath, uid: string, field: string): Broken[] {
  const problem = uint16Problem(uid);
  if (problem === undefined) return [];
  return [
    {
      keys,
      summary: `${showValue(uid)} is no number of a user`,
      allowed: "0 to 65535",
      nomad: `transparent proxy block has invalid ${field} field: invalid user ID ${quote(uid)}: ${problem}`,
    },
  ];
}

/** Why a text is no number of 16 bits, in Go's words. @see golang/go src/strconv/atoi.go ParseUint with base 10 */
function uint16Problem(text: string): string | undefined {
  if (!/^[0-9]+$/.test(text)) return "invalid syntax";
  return Number(text) > 65_535 ? "value out of range" : undefined;
}
