import { describe, expect, test } from "vitest";

import { on } from "../../packages/core/src/dev/http/api.ts";
import { silence, slow } from "../../packages/core/src/dev/http/faults.ts";
import { nomadReply } from "../../packages/core/src/dev/nomad/nomad-server.ts";
import { planOfNewJob, startNomad } from "../../packages/core/src/dev/testing/scripted-nomad.ts";
import { startNomadServer, startServer } from "../../packages/core/src/dev/testing/servers.ts";
import { jobJson } from "./job-files.ts";
import { directoryOf, nomadx, type Surroundings } from "./nomadx.ts";

/** A limit of a second, some seconds for what is left to do then, and a slow machine. */
const IN_TIME_MS = 15_000;

async function inTime(args: readonly string[], around: Surroundings) {
  const begun = performance.now();
  const outcome = await nomadx([...args, "--timeout", "1s"], around);
  expect(performance.now() - begun).toBeLessThan(IN_TIME_MS);
  return outcome;
}

const files = { "a.json": jobJson("a"), "b.json": jobJson("b") };
const running = () => ({ jobs: [{ ID: "a", Name: "a", Type: "service", Status: "running", Version: 0 }] });

describe("--timeout is kept, whoever says nothing, and what is known is told", () => {
  test("the plan of several jobs", async () => {
    const nomad = await startNomad({ "PUT /v1/job/*/plan": () => "silence" });
    const outcome = await inTime(["run", "a.json", "b.json"], {
      dir: directoryOf(files),
      address: nomad.address,
    });
    expect(outcome).toEqual({
      code: 5,
      stdout: "",
      stderr: "error: Timed out (--timeout)\nhelp: Nothing was submitted.\n",
    });
    expect(nomad.requests.map(({ url }) => url).filter((url) => url === "/v1/jobs")).toEqual([]);
  });

  test("the registration of one of several jobs", async () => {
    const nomad = await startNomad({
      "PUT /v1/job/*/plan": planOfNewJob,
      "PUT /v1/jobs": () => "silence",
    });
    const outcome = await inTime(["run", "a.json", "b.json"], {
      dir: directoryOf(files),
      address: nomad.address,
    });
    expect(outcome).toEqual({
      code: 5,
      stdout: "",
      stderr:
        "error: Timed out (--timeout)\n" +
        'help: Not submitted: "b". It is not known whether Nomad has registered job "a"; look with: nomadx status a\n',
    });
    expect(nomad.requests.map(({ url }) => url).filter((url) => url === "/v1/jobs")).toHaveLength(1);
  });

  test("the evaluation, and all that may explain it", async () => {
    const nomad = await startNomadServer(running, {
      routes: { "PUT /v1/jobs": () => nomadReply({ EvalID: "e1" }) },
      faults: [on("GET /**", silence)],
    });
    const { code, stdout, stderr } = await inTime(["run", "a.json"], {
      dir: directoryOf(files),
      address: nomad.address,
    });
    expect({ code, stdout }).toEqual({
      code: 5,
      stdout: "timeout: Timed out while the evaluation was pending\n",
    });
    expect(stderr).toContain('submitted job "a", evaluation e1\n');
  });

  test("an answer of one byte now and then", async () => {
    const nomad = await startNomadServer(running, { faults: [on("*", slow(1, 400))] });
    expect((await inTime(["stop", "a"], { address: nomad.address })).code).toBe(5);
    expect(nomad.requests.map(({ method }) => method)).not.toContain("DELETE");
  });

  test("a stop", async () => {
    const nomad = await startNomadServer(running, { faults: [on("DELETE /v1/job/*", silence)] });
    expect(await inTime(["stop", "a"], { address: nomad.address })).toEqual({
      code: 5,
      stdout: "",
      stderr:
        "error: Timed out (--timeout)\n" +
        'help: It is not known whether Nomad has stopped job "a"; look with: nomadx status a\n',
    });
  });

  test.each([
    ["verify", 7],
    ["routes verify", 1],
  ])("%s", async (command, code) => {
    const { address } = await startServer(() => undefined);
    const outcome = await inTime([...command.split(" "), "served.json"], {
      dir: directoryOf({
        "served.json": jobJson("served", {
          TaskGroups: [
            {
              Name: "a",
              Tasks: [{ Name: "a", Driver: "mock_driver" }],
              Services: [{ Name: "served", Tags: ["urlprefix-/"] }],
            },
          ],
        }),
      }),
      address,
      env: { CONSUL_HTTP_ADDR: address, FABIO_ADDR: address, CONSUL_DNS_ADDR: "127.0.0.1:1" },
    });
    expect(outcome.code).toBe(code);
    expect(outcome.stdout + outcome.stderr).not.toBe("");
  });
});
