// @ts-check
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startConsul } from "./consul-agent.js";
import { findDockerDaemon, startDockerDaemon } from "./docker.js";
import { makeImages } from "./images.js";
import { startNomad } from "./nomad-agent.js";
import { findPrograms } from "./programs.js";
import { requireMachine, requireProgram, Unavailable } from "./unavailable.js";

/**
 * @typedef {"nomad" | "consul" | "docker" | "fabio"} Part
 * @typedef {{
 *   readonly versions: Readonly<Record<string, string>>;
 *   readonly missing: Readonly<Partial<Record<Part, string>>>;
 *   readonly folder: string;
 * }} ClusterReport which programs were found, for each part that cannot be used why not, and a folder that is removed
 *   together with the cluster
 * @typedef {import("./cleanups.js").Cleanups} Cleanups
 */

/**
 * Starts Consul, Docker (unless a daemon answers already) and Nomad on this machine, and makes the images the
 * jobs name. Fabio is one of the jobs: it is not started, only made ready. What cannot be had is reported, and
 * the rest runs without it.
 * @param {Cleanups} cleanups stops and removes everything again
 * @returns {Promise<ClusterReport>}
 */
export async function startCluster(cleanups) {
  const programs = findPrograms();
  const folder = temporaryFolder(cleanups);
  /** @type {Partial<Record<Part, string>>} */
  const missing = {};

  const machine = requireMachine();

  /**
   * Returns the answer of `start`, or `undefined` with the reason in `missing`.
   * @template T
   * @param {Part} name
   * @param {() => Promise<T>} start
   */
  const part = async (name, start) => {
    try {
      await machine;
      return await start();
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      missing[name] = error.message;
      return undefined;
    }
  };

  await part("consul", async () => {
    const consul = requireProgram(programs, "consul");
    await startConsul({ consul, folder, cleanups });
  });

  const docker = await part("docker", async () => {
    const client = requireProgram(programs, "docker");
    const running = await findDockerDaemon(client);
    if (running !== undefined) return running;
    const daemon = requireProgram(programs, "dockerd");
    const ip = requireProgram(programs, "ip");
    if (process.getuid?.() !== 0)
      throw new Unavailable("no docker daemon answers, and only root can start one");
    try {
      return await startDockerDaemon({ client, daemon, ip, folder: subfolder(folder, "docker"), cleanups });
    } catch (error) {
      // Inside most containers root may not do what the daemon needs: that is a fact about this machine.
      throw new Unavailable(`dockerd does not start: ${lastLine(error)}`);
    }
  });

  await part("fabio", async () => {
    if (docker === undefined) throw new Unavailable("it runs in docker");
    const fabio = requireProgram(programs, "fabio");
    const tar = requireProgram(programs, "tar");
    const openssl = requireProgram(programs, "openssl");
    await makeImages({ docker, tar, openssl, fabio, folder: subfolder(folder, "images"), cleanups });
  });

  await part("nomad", async () => {
    const nomad = requireProgram(programs, "nomad");
    await startNomad({ nomad, folder, docker, cleanups });
  });

  const versions = Object.fromEntries(
    Object.entries(programs).map(([name, program]) => [name, program?.version ?? "not on PATH"]),
  );
  return { versions, missing, folder };
}

/** @param {unknown} error */
function lastLine(error) {
  return error instanceof Error ? (error.message.split("\n").at(-1) ?? "") : String(error);
}

/**
 * A folder for everything the servers write. Before it is removed, what they left mounted in it is unmounted.
 * @param {Cleanups} cleanups
 */
function temporaryFolder(cleanups) {
  const folder = mkdtempSync(join(tmpdir(), "nomadx-e2e-"));
  cleanups.add(folder, () => {
    for (const mountPoint of mountPointsBelow(folder))
      execFileSync("umount", [mountPoint], { stdio: "pipe" });
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/**
 * The innermost first.
 * @param {string} folder
 */
function mountPointsBelow(folder) {
  if (process.platform !== "linux") return [];
  return readFileSync("/proc/self/mounts", "utf8")
    .split("\n")
    .map((line) => line.split(" ")[1] ?? "")
    .filter((mountPoint) => mountPoint.startsWith(`${folder}/`))
    .toReversed();
}

/**
 * @param {string} parent
 * @param {string} name
 */
function subfolder(parent, name) {
  const folder = join(parent, name);
  mkdirSync(folder);
  return folder;
}
