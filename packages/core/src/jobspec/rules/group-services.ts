import { quote } from "../../go/quote.ts";
import { showValue, type KeyPath } from "../key-path.ts";
import { group } from "../schema/group.ts";
import { service } from "../schema/service.ts";
import type { Completed } from "./completed-job.ts";
import { blockRules, type Broken } from "./rule.ts";

type Group = Completed<typeof group>;
type Service = Completed<typeof service>;

/** A service of a group or of one of its tasks. */
interface ServiceInGroup {
  readonly service: Service;
  readonly keys: KeyPath;
  /** Name of the task, or Nomad's word for the group. */
  readonly owner: string;
}

/**
 * Services of a group and its tasks together.
 * @see hashicorp/nomad nomad/structs/structs.go TaskGroup.validateServices, generateTaskGroupServiceShutdownDelayWarnings (2.0.5)
 */
export const servicesInGroupRules = blockRules(group, undefined, [
  {
    code: "NX2310",
    find: (hub) => {
      const seen = new Set<string>();
      return servicesIn(hub).flatMap(({ service: { Name, PortLabel }, keys, owner }): Broken[] => {
        const identity = JSON.stringify([owner, Name, PortLabel]);
        if (!seen.has(identity)) {
          seen.add(identity);
          return [];
        }
        return [
          {
            keys,
            summary: `The service ${showValue(Name)} is declared twice`,
            detail: "Services of one group or task differ in their names or ports.",
            help: "Give it another name or another port, or join both into one.",
            nomad: `Services are not unique: [${owner}->${Name}${PortLabel === "" ? "" : `:${PortLabel}`}]`,
          },
        ];
      });
    },
  },
  {
    code: "NX2311",
    find: (hub) => {
      const [first, ...others] = servicesIn(hub);
      const other = others.find(({ service: { Provider } }) => Provider !== first?.service.Provider);
      return (
        other !== undefined && {
          keys: [...other.keys, "Provider"],
          summary: "Services of a group are registered in different places",
          detail: `This one is registered in ${showValue(other.service.Provider)}, others in ${showValue(first?.service.Provider)}.`,
          help: "Use one provider in the group, or move the service to another group.",
          nomad: "Multiple service providers used: task group services must use the same provider",
        }
      );
    },
  },
  {
    code: "NX2312",
    find: (hub) => {
      const unscoped = hub.Services.findIndex(
        ({ TaskName, Connect }) => TaskName === "" && (Connect?.SidecarTask ?? null) === null,
      );
      const hasDelay =
        Number(hub.ShutdownDelay ?? 0) > 0 || hub.Tasks.some(({ ShutdownDelay }) => ShutdownDelay > 0);
      const named = new Set(hub.Services.map(({ TaskName }) => TaskName));
      const late = (keys: KeyPath, nomad: string): Broken => ({
        keys,
        at: "key",
        severity: "warning",
        summary: "Requests may come to a task that is already stopping",
        detail: "Without shutdown_delay a task is told to stop while others still find its service.",
        help: 'Set shutdown_delay, such as "5s".',
        nomad,
      });
      return [
        ...hub.Tasks.flatMap(({ Name, ShutdownDelay, Services }, index) => [
          ...(named.has(Name) && Name !== "" && Number(ShutdownDelay) === 0
            ? [
                late(
                  ["Tasks", index, "ShutdownDelay"],
                  `group ${quote(hub.Name)} references task ${quote(Name)} in a service definition, but the task has no shutdown_delay set`,
                ),
              ]
            : []),
          ...(Services.length > 0 && ShutdownDelay <= 0
            ? [
                late(
                  ["Tasks", index, "ShutdownDelay"],
                  `task ${quote(Name)} in group ${quote(hub.Name)} defines services, but has no shutdown_delay set`,
                ),
              ]
            : []),
        ]),
        ...(unscoped >= 0 && !hasDelay
          ? [
              late(
                ["ShutdownDelay"],
                `group ${quote(hub.Name)} defines services, but neither the group nor any of its tasks have shutdown_delay set`,
              ),
            ]
          : []),
      ];
    },
  },
]);

/** Services of a group that are no task's. @see hashicorp/nomad nomad/structs/structs.go TaskGroup.validateServices (2.0.5) */
export const groupServiceRules = blockRules(
  service,
  ["TaskGroup"],
  [
    {
      code: "NX2313",
      find: ({ Name, AddressMode }) =>
        AddressMode === "driver" && {
          keys: ["AddressMode"],
          summary: "The service of a group has no driver that could give it an address",
          help: 'Move the service into its task, or use "alloc" for the address in the group\'s network.',
          nomad: `service ${quote(Name)} cannot use address_mode="driver", only services defined in a "task" block can use this mode`,
        },
    },
    {
      code: "NX2314",
      find: ({ Name, TaskName, Checks }, { group: around }) =>
        TaskName === "" &&
        [...Checks.entries()]
          .filter(([, each]) => each.Type === "script" && each.TaskName === "")
          .map(([index, each]) => ({
            keys: ["Checks", index],
            summary: "No task to run the script in",
            help: 'Name the task: task = "…" in the check, or in the service for all its checks.',
            nomad: `Service [${around?.Name ?? ""}]->${Name} or Check ${each.Name} must specify task parameter`,
          })),
    },
    {
      code: "NX2315",
      find: ({ Checks }, { group: around }) => {
        const tasks = (around?.Tasks ?? []).map(({ Name }) => Name);
        return [...Checks.entries()]
          .filter(([, { TaskName }]) => TaskName !== "" && !tasks.includes(TaskName))
          .map(([index, { Name, TaskName }]) => ({
            keys: ["Checks", index, "TaskName"],
            summary: `The group has no task ${showValue(TaskName)}`,
            allowed: tasks.map((task) => showValue(task)).join(", "),
            nomad: `Check ${Name} invalid: refers to non-existent task ${TaskName}`,
          }));
      },
    },
    {
      code: "NX2316",
      find: ({ Name, Checks }) =>
        [...Checks.entries()]
          .filter(([, { TaskName, AddressMode }]) => TaskName !== "" && AddressMode === "driver")
          .map(([index]) => ({
            keys: ["Checks", index, "AddressMode"],
            summary: "The check of a group's service has no driver that could give it an address",
            help: 'Move the service into its task, or use "alloc" for the address in the group\'s network.',
            nomad: `Check ${quote(Name)} invalid: cannot use address_mode="driver", only checks defined in a "task" service block can use this mode`,
          })),
    },
    {
      code: "NX2317",
      find: (hub, { group: around }) => {
        const { PortLabel, AddressMode, Connect } = hub;
        if (Connect !== null || !["", "auto", "host"].includes(AddressMode)) return undefined;
        const [network] = around?.Networks ?? [];
        if (network === undefined || !/^[0-9]+$/.test(PortLabel)) return undefined;
        const number = Number(PortLabel);
        const ports = [...network.ReservedPorts, ...network.DynamicPorts];
        if (ports.some(({ Label, Value }) => Label === PortLabel || Number(Value) === number)) {
          return undefined;
        }
        const leading = ports.find(({ To }) => Number(To) === number);
        const isOwn = network.Mode === "bridge" || network.Mode.startsWith("cni/");
        if (leading === undefined && !isOwn) return undefined;
        return {
          keys: ["PortLabel"],
          severity: "warning",
          summary: `Port ${number} is registered at the address of the node`,
          detail: "Inside the allocation something may listen there, but on the node nothing does.",
          help:
            leading === undefined
              ? 'Name a port of the group\'s network, or set address_mode = "alloc" for the address inside.'
              : `Name the port that leads there: port = ${showValue(leading.Label)}.`,
        };
      },
    },
  ],
);

function servicesIn({ Services, Tasks }: Group): readonly ServiceInGroup[] {
  return [
    ...Tasks.flatMap(({ Name, Services: ofTask }, index) =>
      ofTask.map((each, position) => ({
        service: each,
        keys: ["Tasks", index, "Services", position],
        owner: Name,
      })),
    ),
    ...Services.map((each, position) => ({ service: each, keys: ["Services", position], owner: "group" })),
  ];
}
