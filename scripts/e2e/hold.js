// @ts-check
// Holds a cluster open: starts it, prints what runs as one line of JSON, and takes it down again on Ctrl-C, on
// SIGTERM, or when its standard input ends, so that it cannot outlive the program that started it.
import { Cleanups } from "./cleanups.js";
import { startCluster } from "./cluster.js";

const cleanups = new Cleanups();
let failed = false;

async function stop() {
  const failures = await cleanups.run();
  for (const failure of failures) process.stderr.write(`could not clean up ${failure}\n`);
  process.exit(failed || failures.length > 0 ? 1 : 0);
}

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, stop);
process.stdin.on("end", stop).resume();

try {
  const report = await startCluster(cleanups);
  process.stdout.write(`${JSON.stringify(report)}\n`);
} catch (error) {
  failed = true;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  await stop();
}
