import { block, duration, oneOf, string, type Named } from "./_define.ts";

const definition = block(
  "TaskCSIPluginConfig",
  {
    /** Identity of the plugin, shared by all its tasks and named by its volumes. */
    id: string("ID", { required: true }),
    /** The part of the storage plugin that the task is: the nodes that mount, the controller that attaches, or both. */
    type: oneOf("Type", ["node", "controller", "monolith"], { required: true }),
    /** Where Nomad puts the directory of the plugin's socket inside the task. */
    mount_dir: string("MountDir", { default: "/csi" }),
    /** Directory inside the task below which volumes are staged and published. */
    stage_publish_base_dir: string("StagePublishBaseDir", { default: "/local/csi", since: "1.3.3" }),
    /** How long the plugin may take until it answers for the first time. */
    health_timeout: duration("HealthTimeout", { default: "30s", since: "1.1.15" }),
  },
  { byValue: true },
);

/** Makes a task a CSI plugin that provides volumes. */
export const csiPlugin: CsiPluginBlock = definition;

/** @see hashicorp/nomad api/tasks.go TaskCSIPluginConfig (2.0.5) */
export interface CsiPluginBlock extends Named<typeof definition> {}
