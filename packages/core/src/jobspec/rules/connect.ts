import { quote } from "../../go/quote.ts";
import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import { showValue } from "../key-path.ts";
import { suggest } from "../problems.ts";
import { connect } from "../schema/connect.ts";
import { group } from "../schema/group.ts";
import { blockRules, type Broken } from "./rule.ts";
import { stepInto } from "./written-keys.ts";

/** How services take part in Consul's mesh. @see hashicorp/nomad nomad/structs/services.go ConsulConnect.Validate (2.0.5) */
export const connectRules = blockRules(connect, undefined, [
  {
    code: "NX2401",
    find: ({ Native, SidecarService, Gateway }) => {
      const count = [Native, SidecarService !== null, Gateway !== null].filter(Boolean).length;
      return (
        count !== 1 && {
          summary:
            count === 0
              ? "The connect block is empty"
              : "A service takes part in Consul's mesh in more than one way",
          allowed: "exactly one of native = true, sidecar_service and gateway",
          nomad: "Consul Connect must be exclusively native, make use of a sidecar, or represent a Gateway",
        }
      );
    },
  },
  {
    code: "NX2402",
    find: (_hub, { service }) =>
      service?.Provider === "nomad" && {
        at: "key",
        summary: "Only services in Consul take part in its mesh",
        help: 'Register the service in Consul: provider = "consul".',
        nomad: "Service with provider nomad cannot include Connect blocks",
      },
  },
  {
    code: "NX2403",
    find: ({ Native, SidecarService }, { keys, group: around, task, service }) => {
      if (!Native || SidecarService !== null || task !== undefined) return undefined;
      if (around === undefined || service === undefined) return undefined;
      const { Tasks, Networks } = around;
      const { Name, TaskName } = service;
      const names = Tasks.map((each) => each.Name);
      if (names.includes(TaskName)) return undefined;
      const from = [...keys.slice(0, -1), "TaskName"];
      const whose = `Consul Connect Native service ${around.Name}->${Name}`;
      if (TaskName !== "")
        return {
          from,
          summary: `The group has no task ${showValue(TaskName)}`,
          help: suggest(didYouMean(TaskName, names)),
          allowed: names.map((name) => showValue(name)).join(", "),
          nomad: `task ${TaskName} named by ${whose} does not exist`,
        };
      return {
        from,
        at: "key",
        summary: "The task that takes part in Consul's mesh is not named",
        detail:
          Tasks.length === 1
            ? "In a group without a network Nomad does not look for it."
            : `The group has ${Tasks.length} tasks.`,
        allowed: names.map((name) => showValue(name)).join(", "),
        help: 'Name it in the service: task = "…".',
        nomad:
          Tasks.length === 1 && Networks.length === 0
            ? `Service ${Name} is Connect Native and requires setting the task`
            : `task for ${whose} is ambiguous and must be set`,
      };
    },
  },
  {
    code: "NX2404",
    find: ({ Native }, { keys, service }) =>
      Native &&
      service?.PortLabel === "" && {
        from: [...keys.slice(0, -1), "PortLabel"],
        at: "key",
        summary: "A service that takes part in Consul's mesh itself needs a port",
        help: "Name the port that its task listens on.",
        nomad: `Service ${service.Name} is Connect Native and requires setting the port`,
      },
  },
]);

/** Tasks that a server adds for Consul's mesh. @see hashicorp/nomad nomad/structs/structs.go TaskGroup.Validate (2.0.5) */
export const injectedTaskRules = blockRules(group, undefined, [
  {
    code: "NX2405",
    find: ({ Tasks }, { keys, given }) => {
      const names = Tasks.map(({ Name }) => Name);
      return Tasks.flatMap(({ Name }, index): Broken[] => {
        const isWritten = stepInto(given, [...keys, "Tasks", index]) !== undefined;
        const other = names.indexOf(Name);
        if (isWritten || other === index) return [];
        return [
          {
            keys: ["Tasks", index, "Name"],
            summary: `The group has a task ${showValue(Name)} already`,
            help: "Give the sidecar_task another name.",
            nomad: `Task ${index + 1} redefines '${Name}' from task ${other + 1}`,
          },
        ];
      });
    },
  },
]);

/** Upstreams of a group. @see hashicorp/nomad nomad/job_endpoint_hook_connect.go groupConnectUpstreamsValidate (2.0.5) */
export const upstreamRules = blockRules(group, undefined, [
  {
    code: "NX2410",
    find: ({ Name, Services }) => {
      const listeners = new Map<string, string>();
      return Services.flatMap(({ Name: ofService, Connect }, index) =>
        [...(Connect?.SidecarService?.Proxy?.Upstreams ?? []).entries()].flatMap(
          ([position, upstream]): Broken[] => {
            const listener = listenerOf(upstream);
            const other = listeners.get(listener);
            listeners.set(listener, ofService);
            if (other === undefined) return [];
            const proxy = ["Services", index, "Connect", "SidecarService", "Proxy"];
            return [
              {
                keys: [...proxy, "Upstreams", position],
                summary: `Two upstreams of the group listen on ${listener}`,
                detail: `The other one is of the service ${showValue(other)}.`,
                help: "Give each a local_bind_port of its own: tasks of a group share their network.",
                nomad: `Consul Connect services ${quote(ofService)} and ${quote(other)} in group ${quote(Name)} using same address for upstreams (${listener})`,
              },
            ];
          },
        ),
      );
    },
  },
]);

/** Where an upstream is offered inside of the allocation: a path, or address and port as Go joins them. */
function listenerOf(upstream: {
  readonly LocalBindSocketPath: string;
  readonly LocalBindAddress: string;
  readonly LocalBindPort: number | bigint;
}): string {
  const { LocalBindSocketPath: path, LocalBindAddress: address, LocalBindPort: port } = upstream;
  if (path !== "") return path;
  return `${address.includes(":") ? `[${address}]` : address}:${port}`;
}
