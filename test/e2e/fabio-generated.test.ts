import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { CONSUL_ADDRESS, FABIO_ADMIN_URL, HOST, PORTS } from "../../scripts/e2e/addresses.js";
import { needs } from "./needs.ts";
import { nomadx } from "./nomadx.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const listeners = [":9999;proto=http", ":9997;proto=tcp", ":9996;proto=tcp+sni"];

/** The states of the checks of a service in Consul. */
async function checksOf(service: string): Promise<readonly unknown[]> {
  const response = await fetch(`http://${CONSUL_ADDRESS}/v1/health/checks/${service}`);
  const checks = (await response.json()) as readonly { Status: string }[];
  return checks.map(({ Status }) => Status);
}

function opens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: HOST, port }, () => resolve(true));
    socket.once("error", () => resolve(false)).once("connect", () => socket.destroy());
  });
}

// Each test goes on from where the one before it left the cluster.
describe("the job that `nomadx fabio job` writes", () => {
  needs("nomad", "consul", "docker", "fabio");
  const folder = temporaryFolder();
  const file = join(folder, "fabio.nomad.hcl");

  it("runs until its checks pass, one of which goes through a route of Fabio's", async () => {
    const written = await nomadx("fabio", "job", ...listeners.flatMap((entry) => ["--listen", entry]));
    expect(written.code).toBe(0);
    writeFileSync(file, written.stdout);
    const { code, stderr } = await nomadx("run", file, "--timeout", "90s");
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(await checksOf("fabio-proxy")).toEqual(["passing"]);
  });

  it("has all its listeners, and an admin API that changes nothing", async () => {
    expect(await Promise.all([PORTS.fabioHttp, PORTS.fabioTcp, PORTS.fabioSni].map(opens))).toEqual([
      true,
      true,
      true,
    ]);
    const written = await fetch(`${FABIO_ADMIN_URL}/api/manual`, { method: "PUT", body: "{}" });
    expect(written.status).toBe(403);
  });

  it("is as it was planned", async () => {
    expect(await nomadx("plan", file, "--detailed-exitcode")).toMatchObject({ code: 0 });
  });

  it("is verified in all layers but the requests to a name that only its node knows", async () => {
    const { code, stdout } = await nomadx(
      ...["verify", file, "--timeout", "30s", "--json"],
      ...["--consul-address", CONSUL_ADDRESS, "--dns-server", `${HOST}:${PORTS.consulDns}`],
    );
    expect(JSON.parse(stdout)).toMatchObject({ verified: true, findings: [] });
    expect(code).toBe(0);
  });

  it("stops", async () => {
    expect(await nomadx("stop", "fabio", "--purge", "--yes")).toMatchObject({ code: 0 });
    await expect.poll(() => opens(PORTS.fabioHttp), { timeout: 20_000 }).toBe(false);
  });
});
