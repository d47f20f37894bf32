import { describe, expect, test } from "vitest";

import { on } from "../../packages/core/src/dev/http/api.ts";
import {
  headers,
  instead,
  refuse,
  silence,
  slow,
  type Fault,
} from "../../packages/core/src/dev/http/faults.ts";
import {
  startFabioServer,
  startNomadServer,
  startConsul,
} from "../../packages/core/src/dev/testing/servers.ts";
import { runInProcess } from "./in-process.ts";
import { jobJson } from "./job-files.ts";
import { directoryOf } from "./nomadx.ts";

const files = {
  "web.json": jobJson("web", {
    TaskGroups: [
      {
        Name: "web",
        Tasks: [{ Name: "server", Driver: "mock_driver" }],
        Services: [{ Name: "web", Tags: ["urlprefix-/"], Checks: [{ Type: "tcp" }] }],
      },
    ],
  }),
};

/** The commands that ask a Fabio, and how they end where it cannot be asked. */
const commands: readonly (readonly [string, readonly string[], number])[] = [
  ["routes", [], 1],
  ["routes match", ["http://a/"], 1],
  ["routes match", ["http://a/", "web.json", "--fabio", "FABIO"], 1],
  ["routes diff", ["web.json"], 1],
  ["routes why", ["web"], 1],
  ["routes lint", ["--fabio", "FABIO"], 1],
  ["routes lint", ["web.json", "--fabio", "FABIO"], 1],
  ["routes verify", ["web.json"], 1],
  ["routes verify", ["web.json", "--timeout", "1s"], 1],
  ["routes override list", [], 1],
  ["routes override rm", ["--key", "/a"], 1],
  // That a layer cannot be asked is what it finds.
  ["verify", ["web.json"], 7],
];

const elsewhere: Fault = (next) =>
  refuse(302, "")(next).then((answer) => headers({ Location: "https://login.test/" })(async () => answer));

const faults: readonly (readonly [string, Fault | undefined])[] = [
  ["is not there", undefined],
  ["says nothing", silence],
  ["answers a byte now and then", slow(1, 12_000)],
  ["answers with a page", instead("<html><title>Welcome</title></html>")],
  ["answers with something else in JSON", instead('{"a":[1]}', "application/json")],
  ["answers with nothing", instead("")],
  ["fails", refuse(500, "oops")],
  ["stands behind a proxy that gets no answer", refuse(502, "Bad Gateway")],
  ["is elsewhere", elsewhere],
];

describe.each(faults)("a Fabio that %s", (_, fault) => {
  test("ends all commands in the same way, in time, with one error", async () => {
    const fabio =
      fault === undefined
        ? "http://127.0.0.1:1"
        : (await startFabioServer(() => ({ lines: [] }), { faults: [on("*", fault)] })).address;
    const { address } = await startNomadServer(() => ({}));
    const consul = (await startConsul(() => ({}))).address;
    const begun = performance.now();
    const ends = await Promise.all(
      commands.map(async ([words, args]) => {
        const { code, stdout, stderr } = await runInProcess({
          words: words.split(" "),
          args: args.map((arg) => (arg === "FABIO" ? fabio : arg)),
          dir: directoryOf(files),
          address,
          env: { FABIO_ADDR: fabio, CONSUL_HTTP_ADDR: consul, CONSUL_DNS_ADDR: "127.0.0.1:1" },
        });
        const told = { words, told: stdout + stderr };
        expect(told).toEqual({ words, told: expect.stringMatching(/^error: |unreachable/m) as unknown });
        expect(told).not.toEqual({
          words,
          told: expect.stringMatching(/^ +at |mistake in nomadx/m) as unknown,
        });
        return [words, args, code];
      }),
    );
    expect(ends).toEqual(commands);
    // A request has 10 seconds, and the machine may be slow.
    expect(performance.now() - begun).toBeLessThan(25_000);
  });
});
