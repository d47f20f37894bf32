import { existsSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";

import { Docker, findDockerDaemon } from "../../scripts/e2e/docker.js";

/** The client of the daemon in which the cluster runs its containers: its own, or the one of this machine. */
export async function clusterDocker(): Promise<Docker> {
  const socket = join(inject("cluster").folder, "docker", "docker.sock");
  const docker = existsSync(socket)
    ? new Docker("docker", `unix://${socket}`)
    : await findDockerDaemon("docker");
  if (docker === undefined) throw new Error("No docker daemon answers");
  return docker;
}
