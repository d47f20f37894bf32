import { block, body, duration, list, one, string, stringMap, type Named } from "./_define.ts";
import { signals } from "./_signals.ts";
import { usualDrivers } from "./drivers/drivers.ts";
import { identity } from "./identity.ts";
import { logs } from "./logs.ts";
import { sidecarResources } from "./resources.ts";
import { storeVolumeMounts, volumeMount } from "./volume-mount.ts";

const definition = block(
  "SidecarTask",
  {
    /** Name of the injected task. */
    name: string("Name", { absent: "connect-proxy-<service>" }),
    /** Driver of the injected task. */
    driver: string("Driver", {
      usual: usualDrivers,
      absent: "docker, or podman where only that is in the group",
    }),
    /** User that the injected task runs as. */
    user: string("User"),
    /** How long the task may take to stop after its signal. */
    kill_timeout: duration("KillTimeout", { stored: "pointer", default: "5s", byValue: false }),
    /** Signal that asks the task to stop. */
    kill_signal: string("KillSignal", { usual: signals, absent: "what the image says" }),
    /** How long to wait between deregistering the service and stopping the task. */
    shutdown_delay: duration("ShutdownDelay", { stored: "pointer", default: "0s", byValue: false }),
    /** The driver's configuration, instead of Envoy's. */
    config: body("Config", { emptiedBy: "api" }),
    /** Environment variables of the task. */
    env: stringMap("Env", { form: "block", emptiedBy: "api" }),
    /** The resources that the task may use. */
    resources: one("Resources", sidecarResources, { default: {} }),
    /** A volume of the group that the task sees. */
    volume_mount: list("VolumeMounts", volumeMount, { emptiedBy: "server", since: "1.8.0" }),
    /** A workload identity of the task. */
    identity: list("Identities", identity, { emptiedBy: "server", nullItem: "none", since: "1.11.1" }),
    /** How the task's logs are kept. */
    logs: one("LogConfig", logs, { default: {} }),
    /** Metadata of the task. */
    meta: stringMap("Meta", { form: "block", emptiedBy: "api" }),
  },
  { byValue: true, store: storeVolumeMounts },
);

/** Changes to the task that Nomad injects for a sidecar or gateway. */
export const sidecarTask: SidecarTaskBlock = definition;

/** @see hashicorp/nomad api/consul.go SidecarTask (2.0.5) */
export interface SidecarTaskBlock extends Named<typeof definition> {}
