import { lowerCase } from "../../go/letter-case.ts";
import { quote } from "../../go/quote.ts";
import { showValue } from "../key-path.ts";
import { service } from "../schema/service.ts";
import { blockRules, type At, type Broken } from "./rule.ts";

/** One kind of use of Consul's mesh that needs a network of its own. */
interface MeshUse {
  /** Nomad's word for it. */
  readonly name: string;
  readonly summary: string;
  readonly hostMode: "allowed" | "refused";
}

/** The needs that services in Consul's mesh have of their group. @see hashicorp/nomad nomad/job_endpoint_hook_connect.go (2.0.5) */
export const meshServiceRules = blockRules(
  service,
  ["TaskGroup"],
  [
    {
      code: "NX2406",
      find: ({ Connect }, at) => {
        if (Connect === null) return undefined;
        if (Connect.SidecarService !== null)
          return networkProblem(at, {
            name: "connect sidecar",
            summary: "A sidecar needs a network of the allocation's own",
            hostMode: "refused",
          });
        // Tasks that speak the mesh's protocol themselves can be anywhere.
        if (Connect.Native || Connect.Gateway === null) return undefined;
        return networkProblem(at, {
          name: "connect gateway",
          summary: "A gateway needs one network",
          hostMode: "allowed",
        });
      },
    },
    {
      code: "NX2407",
      find: ({ Name, Connect }, { keys, group }) => {
        if ((Connect?.SidecarService ?? null) === null || group === undefined) return undefined;
        const broken = (what: string, name: string, nomad: string) => ({
          summary: `The name of a ${what} in Consul's mesh has capital letters`,
          received: name,
          detail: "Consul takes them for small ones, and does not find the proxy.",
          help: `Write ${showValue(lowerCase(name))}.`,
          nomad,
        });
        return [
          ...(Name === lowerCase(Name)
            ? []
            : [
                {
                  keys: ["Name"],
                  ...broken(
                    "service",
                    Name,
                    `Consul Connect service name ${quote(Name)} in group ${quote(group.Name)} must not contain uppercase characters`,
                  ),
                },
              ]),
          ...(group.Name === lowerCase(group.Name)
            ? []
            : [
                {
                  from: [...keys.slice(0, 2), "Name"],
                  ...broken(
                    "group",
                    group.Name,
                    `Consul Connect group ${quote(group.Name)} with service ${quote(Name)} must not contain uppercase characters`,
                  ),
                },
              ]),
        ];
      },
    },
    {
      code: "NX2408",
      find: ({ PortLabel, Connect }) =>
        PortLabel === "" &&
        Connect !== null &&
        Connect.SidecarService === null &&
        !Connect.Native &&
        (Connect.Gateway?.Mesh ?? null) !== null && {
          keys: ["PortLabel"],
          at: "key",
          summary: "A mesh gateway needs a port",
          detail: "Other datacenters reach it there.",
          help: "Name a port of the group's network; one with a host_network that the others can reach.",
          nomad: "service.port must be set for mesh gateway service",
        },
    },
  ],
);

/** Whether the group has exactly one network, of a mode that will do; and if not, what is wrong. */
export function networkProblem(
  { keys, group }: At,
  { name, summary, hostMode }: MeshUse,
): Broken | undefined {
  if (group === undefined) return undefined;
  const { Name, Networks } = group;
  const mode = Networks[0]?.Mode ?? "";
  const isFitting =
    mode === "bridge" || mode.startsWith("cni/") || (mode === "host" && hostMode === "allowed");
  const isOne = Networks.length === 1;
  if (isOne && isFitting) return undefined;
  const ofGroup = [...keys.slice(0, 2), "Networks"];
  const modes = hostMode === "allowed" ? '"bridge", "host", or "cni/*"' : '"bridge" or "cni/*"';
  return {
    from: isOne ? [...ofGroup, 0, "Mode"] : ofGroup,
    at: isOne && mode !== "" ? "value" : "key",
    summary,
    detail: isOne
      ? `The mode of the group's network is ${mode === "" ? "that of the host" : showValue(mode)}.`
      : `The group has ${Networks.length === 0 ? "no network" : `${Networks.length} networks`}.`,
    allowed: `one network block in the group, of the mode ${modes}`,
    help: 'Write network { mode = "bridge" } in the group.',
    nomad: isOne
      ? `${name}: invalid network mode for Consul Connect: group ${quote(Name)} uses network mode ${quote(mode)}; must be ${modes}`
      : `${name}: must have exactly one network for Consul Connect: group ${quote(Name)} has ${Networks.length} networks`,
  };
}
