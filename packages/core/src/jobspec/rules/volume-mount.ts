import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import { task } from "../schema/task.ts";
import { volumeMount } from "../schema/volume-mount.ts";
import { showValue } from "../key-path.ts";
import { suggest } from "../problems.ts";
import { blockRules, type At } from "./rule.ts";
import { oneOfValues } from "./schema-rules.ts";

/** Volumes inside a task. @see hashicorp/nomad nomad/structs/volumes.go VolumeMount.Validate (2.0.5) */
export const volumeMountRules = blockRules(
  volumeMount,
  ["Task"],
  [
    {
      code: "NX2520",
      find: ({ Volume }, { group, keys }) => {
        const volumes = Object.keys(group?.Volumes ?? {});
        if (Volume === "")
          return {
            keys: ["Volume"],
            summary: "The mount names no volume",
            help: "Name a volume of the group.",
            nomad: "volume mount references an empty volume",
          };
        if (volumes.includes(Volume)) return undefined;
        return {
          keys: ["Volume"],
          summary: `The group has no volume ${showValue(Volume)}`,
          help:
            suggest(didYouMean(Volume, volumes)) ??
            `Declare it in the group: volume ${JSON.stringify(Volume)} { … }.`,
          nomad: `Volume Mount (${keys.at(-1)}) references undefined volume ${Volume}`,
        };
      },
    },
    oneOfValues(
      volumeMount,
      "PropagationMode",
      (value) => `volume mount has an invalid propagation mode: "${value}"`,
    ),
    oneOfValues(
      volumeMount,
      "SELinuxLabel",
      (value) => `volume mount has an invalid SELinux label: "${value}"`,
    ),
  ],
);

/**
 * Mounts that never reach a server's rules.
 * @see hashicorp/nomad command/agent/job_endpoint.go apiVolumeMountsToStructs (2.0.5)
 */
export const taskMountRules = blockRules(task, undefined, [
  {
    code: "NX2521",
    find: (_task, at) =>
      givenMounts(at).flatMap(([index, { Volume }]) =>
        isGiven(Volume)
          ? []
          : [
              {
                keys: ["VolumeMounts", index],
                severity: "warning",
                summary: "Nomad drops a mount that names no volume",
                help: "Name a volume of the group.",
              },
            ],
      ),
  },
  {
    code: "NX2522",
    find: (_task, at) =>
      givenMounts(at).flatMap(([index, { Volume, Destination }]) =>
        isGiven(Volume) && !isGiven(Destination)
          ? [
              {
                keys: ["VolumeMounts", index],
                summary: "A mount needs a destination",
                detail: "Without one the handler of Nomad's API breaks down and closes the connection.",
                help: 'Say where the task sees the volume: destination = "/data".',
              },
            ]
          : [],
      ),
  },
]);

type Mount = { readonly Volume?: string | null; readonly Destination?: string | null };

/** The mounts of a task as they were written, those that a server drops included. */
function givenMounts({ keys, given }: At): readonly (readonly [index: number, Mount])[] {
  const [, group, , index] = keys;
  if (typeof group !== "number" || typeof index !== "number") return [];
  return [...(given.TaskGroups?.[group]?.Tasks?.[index]?.VolumeMounts ?? []).entries()];
}

function isGiven(value: string | null | undefined): boolean {
  return value !== undefined && value !== null;
}
