import { docker } from "./docker.ts";
import { exec } from "./exec.ts";
import { java } from "./java.ts";
import { podman } from "./podman.ts";
import { qemu } from "./qemu.ts";
import { rawExec } from "./raw-exec.ts";

/** The drivers whose configuration is known, by the name that `driver` has. */
export const driverConfigs = { docker, raw_exec: rawExec, exec, java, qemu, podman };

/** The drivers that are often met: those whose configuration is known, and others that Nomad or its users have made. */
export const usualDrivers: readonly string[] = [
  ...Object.keys(driverConfigs),
  "exec2",
  "virt",
  "mock_driver",
  "nspawn",
  "lxc",
  "rkt",
  "containerd-driver",
  "firecracker-task-driver",
  "pledge",
  "pot",
  "jail",
  "singularity",
  "win_iis",
  "iis",
];
