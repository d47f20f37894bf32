import { quote } from "../../go/quote.ts";
import { showValue } from "../key-path.ts";
import { service } from "../schema/service.ts";
import { task } from "../schema/task.ts";
import { requiresPort } from "./check.ts";
import { blockRules, type Broken } from "./rule.ts";

/** Address modes of an allocation's own network. */
const ofAllocation: readonly string[] = ["alloc", "alloc_ipv6"];

/** The services of a task together. @see hashicorp/nomad nomad/structs/structs.go validateServices (2.0.5) */
export const servicesInTaskRules = blockRules(task, undefined, [
  {
    code: "NX2320",
    find: ({ Services }) => {
      // The server puts both together without anything between them.
      const seen = new Map<string, string>();
      return Services.flatMap(({ Name, PortLabel }, index): Broken[] => {
        const [both, apart] = [`${Name}${PortLabel}`, JSON.stringify([Name, PortLabel])];
        const other = seen.get(both);
        seen.set(both, apart);
        if (other === undefined || other === apart) return [];
        return [
          {
            keys: ["Services", index],
            summary: `Nomad takes the service ${showValue(Name)} for another one of the task`,
            detail: "It tells them apart by name and port in one text, and theirs are the same.",
            help: "Give one of them another name.",
            nomad: `service ${quote(Name)} is duplicate`,
          },
        ];
      });
    },
  },
]);

/** Services of a task. @see hashicorp/nomad nomad/structs/structs.go validateServices, TaskGroup.validateServices (2.0.5) */
export const taskServiceRules = blockRules(
  service,
  ["Task"],
  [
    {
      code: "NX2321",
      find: ({ Name, TaskName }, { task: owner }) =>
        TaskName !== owner?.Name && {
          keys: ["TaskName"],
          summary: "The service of a task cannot name another task",
          received: TaskName,
          help: "Leave task out, or move the service to that task.",
          nomad: `Service ${Name} is invalid: may only specify task the service belongs to, got ${quote(TaskName)}`,
        },
    },
    {
      code: "NX2322",
      find: ({ Name, AddressMode }) =>
        ofAllocation.includes(AddressMode) && {
          keys: ["AddressMode"],
          summary: `A task has no address for the mode ${showValue(AddressMode)}`,
          help: "Move the service to the group, whose network has it.",
          nomad: `service ${quote(Name)} cannot use address_mode="${AddressMode}", only services defined in a "group" block can use this mode`,
        },
    },
    {
      code: "NX2323",
      find: ({ Name, Connect }) =>
        Connect !== null && {
          keys: ["Connect"],
          at: "key",
          summary: "Only services of groups take part in Consul's mesh",
          help: "Move the service to the group.",
          nomad: `service ${quote(Name)} cannot have "connect" block, only services defined in a "group" block can`,
        },
    },
    {
      code: "NX2324",
      find: ({ Checks }) => {
        const names = Checks.map(({ Name }) => Name);
        return Checks.flatMap(({ Name }, index): Broken[] =>
          names.indexOf(Name) === index
            ? []
            : [
                {
                  keys: ["Checks", index, "Name"],
                  at: "key",
                  summary: `The service has two checks with the name ${showValue(Name)}`,
                  help: "Give each check of the service a name of its own.",
                  nomad: `check ${quote(Name)} is duplicate`,
                },
              ],
        );
      },
    },
    {
      code: "NX2325",
      find: ({ Name, Checks }) =>
        Checks.flatMap(({ AddressMode }, index): Broken[] =>
          ofAllocation.includes(AddressMode)
            ? [
                {
                  keys: ["Checks", index, "AddressMode"],
                  summary: `A task has no address for the mode ${showValue(AddressMode)}`,
                  help: "Move the service to the group, whose network has it.",
                  nomad: `check ${quote(Name)} cannot use address_mode="${AddressMode}", only checks defined in a "group" service block can use this mode`,
                },
              ]
            : [],
        ),
    },
    {
      code: "NX2326",
      find: ({ PortLabel: ofService, Checks }) =>
        Checks.flatMap((check, index): Broken[] => {
          const port = check.PortLabel === "" ? ofService : check.PortLabel;
          if (!requiresPort(check) || !/^[+-]?\d+$/.test(port)) return [];
          const number = BigInt(port);
          const isDriver = check.AddressMode === "driver";
          if (isDriver && number > 0) return [];
          return [
            {
              keys: ["Checks", index, check.PortLabel === "" ? "AddressMode" : "PortLabel"],
              at: check.PortLabel === "" ? "key" : "value",
              summary: isDriver ? "No port has this number" : "A check by number needs the driver's address",
              received: port,
              help: isDriver
                ? "Use a number from 1 to 65535, or the label of a port."
                : 'Set address_mode = "driver" in the check, or use the label of a port.',
              nomad: isDriver
                ? `check ${quote(check.Name)} has invalid numeric port ${number}`
                : `check ${quote(check.Name)} cannot use a numeric port ${number} without setting address_mode="driver"`,
            },
          ];
        }),
    },
    {
      code: "NX2327",
      find: (_hub, { keys, given, task: owner }) => {
        const [, ofGroup, , ofTask, , index] = keys.map(Number);
        const written =
          given.TaskGroups?.[ofGroup ?? 0]?.Tasks?.[ofTask ?? 0]?.Services?.[index ?? 0]?.Checks ?? [];
        return written.flatMap(({ TaskName }, position): Broken[] =>
          (TaskName ?? "") === "" || TaskName === owner?.Name
            ? []
            : [
                {
                  keys: ["Checks", position, "TaskName"],
                  severity: "warning",
                  summary: "Nomad passes the check's task over",
                  detail: "The check of a task's service is made in that task.",
                  help: "Leave task out, or move the service to the group.",
                },
              ],
        );
      },
    },
  ],
);
