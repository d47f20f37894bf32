import { docker } from "./docker.ts";
import { exec } from "./exec.ts";
import { java } from "./java.ts";
import { podman } from "./podman.ts";
import { qemu } from "./qemu.ts";
import { rawExec } from "./raw-exec.ts";

/** The drivers whose configuration is known, by the name that `driver` has. */
export const driverConfigs = { docker, raw_exec: rawExec, exec, java, qemu, podman };
