import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createFabioAdmin, type FabioAdmin } from "../../packages/core/src/fabio/admin/index.ts";
import type { FabioStart } from "../../packages/core/src/fabio/index.ts";
import { HOST } from "../../scripts/e2e/addresses.js";
import { Cleanups } from "../../scripts/e2e/cleanups.js";
import { startConsul } from "../../scripts/e2e/consul-agent.js";
import { findPrograms } from "../../scripts/e2e/programs.js";
import { ServerProcess } from "../../scripts/e2e/server-process.js";
import { labConsul, type LabConsul } from "./lab-consul.ts";

/** Where the ports of a lab begin: apart from those of the cluster and of the other tests. */
const firstPort = 21_000;

/** A Fabio that was started; it may have ended already. */
export interface LabFabio {
  /** Its admin API, at the address that `ui` was said to be. */
  readonly admin: FabioAdmin;
  readonly process: ServerProcess;
  /** Resolves once the admin API answers; throws with the log when Fabio ends before. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

/** Real servers for one test file, on ports of their own, all of which end with it. */
export interface Lab {
  /** For what else has to be undone. */
  readonly cleanups: Cleanups;
  readonly folder: string;
  readonly consul: LabConsul;
  /** A port that nothing else in the lab has. */
  port(): number;
  /** Starts a Fabio with nothing in its environment but what is given, whose `ui.addr` has the port `ui`. */
  startFabio(start: FabioStart, ui: number): LabFabio;
  /** Stops everything; throws where that fails. */
  close(): Promise<void>;
}

/** The programs that a lab needs on PATH and does not find; a test that needs one is skipped then. */
export const missingPrograms: readonly string[] = missing();

/** Starts a Consul, and makes ready to start Fabios. */
export async function openLab(): Promise<Lab> {
  const { consul, fabio } = findPrograms();
  if (consul === undefined || fabio === undefined) throw new Error(`Not on PATH: ${missingPrograms.join()}`);
  const cleanups = new Cleanups();
  const folder = mkdtempSync(join(tmpdir(), "nomadx-lab-"));
  cleanups.add("the folder", () => rmSync(folder, { recursive: true, force: true }));
  let next = firstPort;
  const port = (): number => next++;
  const ports = {
    consulHttp: port(),
    consulDns: port(),
    consulServer: port(),
    consulSerfLan: port(),
    consulSerfWan: port(),
  };
  await startConsul({ consul: consul.path, folder, cleanups, ports, detached: false });
  return {
    cleanups,
    folder,
    consul: labConsul(`${HOST}:${ports.consulHttp}`),
    port,
    startFabio({ args = [], environ = {}, properties }, ui) {
      const own = join(folder, `fabio-${port()}`);
      mkdirSync(own);
      const file = join(own, "fabio.properties");
      if (properties !== undefined) writeFileSync(file, properties);
      const server = new ServerProcess({
        name: "fabio",
        path: fabio.path,
        args: [...(properties === undefined ? [] : [`-cfg=${file}`]), ...args],
        logFile: join(own, "log"),
        env: environ,
        // With nothing but a rejected table it does not end otherwise.
        stopSignal: "SIGKILL",
        detached: false,
        cleanups,
      });
      const admin = createFabioAdmin({ address: `${HOST}:${ui}` });
      return {
        admin,
        process: server,
        ready: () => server.untilReady(() => admin.isAlive(), 15_000),
        stop: () => server.stop("SIGKILL"),
      };
    },
    async close() {
      const failures = await cleanups.run();
      if (failures.length > 0) throw new Error(failures.join("\n"));
    },
  };
}

function missing(): readonly string[] {
  const { consul, fabio, openssl } = findPrograms();
  return Object.entries({ consul, fabio, openssl }).flatMap(([name, program]) =>
    program === undefined ? [name] : [],
  );
}
