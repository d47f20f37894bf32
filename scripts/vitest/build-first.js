import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Global set-up of the tests that run the built packages: builds what is out of date. */
export default function buildFirst() {
  const { status } = spawnSync(fileURLToPath(new URL("../set-up", import.meta.url)), { stdio: "inherit" });
  if (status !== 0) throw new Error("The build failed");
}
