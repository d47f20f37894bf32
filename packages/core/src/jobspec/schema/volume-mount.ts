import { block, bool, oneOf, string, type HubObject, type Named } from "./_define.ts";
import { blocksOf, isAbsent } from "./_hub.ts";

const definition = block("VolumeMount", {
  /** Label of the group's volume. */
  volume: string("Volume", { required: true }),
  /** Where the task sees the volume. */
  destination: string("Destination", { required: true }),
  /** Do not let the task write. */
  read_only: bool("ReadOnly", { default: false }),
  /** How mounts made later on one side are seen on the other. */
  propagation_mode: oneOf("PropagationMode", ["private", "host-to-task", "bidirectional"], {
    default: "private",
    since: "0.10.2",
  }),
  /** How SELinux labels the volume: shared (`z`) or for this container alone (`Z`). */
  selinux_label: oneOf("SELinuxLabel", ["z", "Z"], { default: "", since: "1.8.0" }),
});

/**
 * Drops the mounts of a task that name no volume.
 * @see hashicorp/nomad command/agent/job_endpoint.go apiVolumeMountsToStructs (2.0.5)
 */
export function storeVolumeMounts(task: HubObject): void {
  task["VolumeMounts"] = blocksOf(task, "VolumeMounts").filter((mount) => !isAbsent(mount["Volume"]));
}

/** A volume of the group inside a task. */
export const volumeMount: VolumeMountBlock = definition;

/** @see hashicorp/nomad api/tasks.go VolumeMount (2.0.5) */
export interface VolumeMountBlock extends Named<typeof definition> {}
