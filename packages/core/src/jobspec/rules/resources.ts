import { numa, resources } from "../schema/resources.ts";
import { blockRules } from "./rule.ts";
import { inRange, oneOfValues } from "./schema-rules.ts";

/** The resources that a task needs. @see hashicorp/nomad nomad/structs/structs.go Resources.Validate, Task.Warnings (2.0.5) */
export const resourcesRules = blockRules(
  resources,
  ["Task"],
  [
    {
      code: "NX2210",
      find: ({ Cores, CPU }) =>
        Cores > 0 &&
        CPU > 0 && {
          keys: ["CPU"],
          at: "key",
          summary: "cpu and cores exclude each other",
          detail: `"cpu" is ${CPU} MHz, and "cores" reserves ${Cores} whole cores.`,
          help: "Leave one of them out.",
          nomad: "Task can only ask for 'cpu' or 'cores' resource, not both.",
        },
    },
    inRange(resources, "Cores", { least: 0 }, (value) => `cores value (${value}) cannot be negative`),
    {
      code: "NX216",
      field: "CPU",
      find: ({ Cores, CPU }) =>
        Number(Cores) === 0 &&
        CPU < 1 && {
          keys: ["CPU"],
          summary: '"cpu" is too small',
          detail: `Received ${CPU}.`,
          allowed: "1 or more, where there are no cores",
          nomad: `minimum CPU value is 1; got ${CPU}`,
        },
    },
    inRange(resources, "MemoryMB", { least: 10 }, (value) => `minimum MemoryMB value is 10; got ${value}`),
    {
      code: "NX2211",
      find: ({ MemoryMaxMB, MemoryMB }) =>
        Number(MemoryMaxMB) !== 0 &&
        Number(MemoryMaxMB) !== -1 &&
        MemoryMaxMB < MemoryMB && {
          keys: ["MemoryMaxMB"],
          summary: "memory_max is less than memory",
          detail: `The task may use ${MemoryMaxMB} MB at most, and ${MemoryMB} MB are reserved for it.`,
          allowed: "memory or more; -1 for all that the node has; 0 for the same as memory",
          nomad: `MemoryMaxMB value (${MemoryMaxMB}) should be larger than MemoryMB value (${MemoryMB})`,
        },
    },
    {
      code: "NX2212",
      find: ({ SecretsMB, MemoryMB }) =>
        SecretsMB > MemoryMB && {
          keys: ["SecretsMB"],
          summary: "secrets is more than memory",
          detail: `The directory of secrets takes its ${SecretsMB} MB out of the task's ${MemoryMB} MB of memory.`,
          nomad: `SecretsMB value (${SecretsMB}) cannot be larger than MemoryMB value (${MemoryMB})`,
        },
    },
    inRange(resources, "SecretsMB", { least: 0 }, (value) => `SecretsMB value (${value}) cannot be negative`),
    {
      code: "NX2213",
      find: ({ NUMA, Devices }) => {
        const names = Devices.map(({ Name }) => Name);
        return (NUMA?.Devices ?? []).flatMap((name, index) =>
          names.includes(name)
            ? []
            : {
                keys: ["NUMA", "Devices", index],
                summary: `Device ${JSON.stringify(name)} is not requested`,
                detail:
                  "A device that is to be on the same NUMA node is one of those that the task requests.",
                allowed: names.length === 0 ? 'none: there is no block "device"' : names.join(", "),
                nomad: `numa device ${JSON.stringify(name)} not requested as task resource`,
              },
        );
      },
    },
    {
      code: "NX210",
      field: "IOPS",
      find: ({ IOPS }) =>
        Number(IOPS) !== 0 && {
          keys: ["IOPS"],
          at: "key",
          severity: "warning",
          summary: '"iops" is deprecated',
          help: "Leave it out.",
          nomad: "IOPS has been deprecated as of Nomad 0.9.0. Please remove IOPS from resource block.",
        },
    },
    {
      code: "NX2905",
      find: ({ MemoryMaxMB }, { server, group, task }) =>
        server.memoryOversubscription === false &&
        Number(MemoryMaxMB) !== 0 && {
          keys: ["MemoryMaxMB"],
          severity: "warning",
          summary: "memory_max has no effect on these servers",
          detail: "Their scheduler does not let tasks use more memory than is reserved for them.",
          help: "Allow memory oversubscription in the scheduler's configuration, or raise memory.",
          nomad: `Memory oversubscription is not enabled; Task "${group?.Name}.${task?.Name}" memory_max value will be ignored. Update the Scheduler Configuration to allow oversubscription.`,
        },
    },
  ],
);

const numaAffinity = oneOfValues(
  numa,
  "Affinity",
  () => "numa affinity must be one of none, prefer, or require",
);

/** Cores of one NUMA node, of a task and not of a sidecar_task. @see hashicorp/nomad nomad/structs/numa.go NUMA.Validate (2.0.5) */
export const numaRules = blockRules(
  numa,
  ["Resources"],
  [{ ...numaAffinity, find: (block, at) => at.task !== undefined && numaAffinity.find(block, at) }],
);
