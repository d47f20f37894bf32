import { readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { reply } from "../../packages/core/src/dev/http/reply.ts";
import { startNomadServer } from "../../packages/core/src/dev/testing/servers.ts";
import {
  makeCertificates,
  NO_CERTIFICATES,
  whyNoCertificates,
  type Certificates,
} from "../../packages/core/src/http/testing/throw-away-ca.ts";
import {
  breakOff,
  hangUp,
  refuse,
  startNomad,
  type Script,
} from "../../packages/core/src/dev/testing/scripted-nomad.ts";
import { jobJson } from "./job-files.ts";
import { directoryOf, linesOfJson, nomadx, type Outcome } from "./nomadx.ts";

// Reads are tried again for some seconds.

const token = "5ecre7-70ken-0f-4-u5er";

const commands = [
  ["plan", "web.json"],
  ["run", "web.json"],
  ["status", "web"],
  ["stop", "web"],
  ["validate", "web.json"],
] as const;

/** Runs a command for people and for machines; neither may tell the token or show a stack. */
async function runTwice(
  args: readonly string[],
  address: string,
): Promise<{ readonly told: Outcome; readonly error: Readonly<Record<string, unknown>> }> {
  const around = { dir: directoryOf({ "web.json": jobJson("web") }), address, env: { NOMAD_TOKEN: token } };
  const [told, asJson] = await Promise.all([
    nomadx(args, around),
    nomadx([...args, "--json", "--debug"], around),
  ]);
  expect(told).toMatchObject({ code: 1, stdout: "" });
  expect(told.stderr.match(/^error: /gm)).toHaveLength(1);
  expect(told.stderr).not.toMatch(/^ +at /m);
  expect(asJson.code).toBe(1);
  expect(JSON.stringify([told, asJson])).not.toContain(token);
  const answer =
    args[0] === "run" || args[0] === "stop" ? linesOfJson(asJson.stdout).at(-1) : JSON.parse(asJson.stdout);
  expect(answer).toMatchObject({ schemaVersion: 1 });
  return { told, error: answer.error };
}

/** The behaviour of a server towards every request, and the message about it. */
const troubles: readonly (readonly [string, Script, string, RegExp])[] = [
  [
    "refuses the token",
    refuse(403, "Permission denied"),
    "permission",
    /Permission denied\n.*\nhelp: The token in NOMAD_TOKEN/,
  ],
  ["closes the connection", hangUp, "unreachable", /The server closed the connection without an answer to/],
  ["breaks its answer off", breakOff, "protocol", /The answer to .* broke off/],
  ["answers with something else", () => reply(200, "<p>Welcome!</p>"), "protocol", /^error: /],
  [
    "answers with a page",
    refuse(404, "<html><title>Not here</title></html>"),
    "protocol",
    /Does NOMAD_ADDR name a Nomad agent\?/,
  ],
  [
    "is asked too often",
    refuse(429, "Your IP is issuing too many concurrent connections"),
    "refused",
    /too many concurrent connections/,
  ],
  [
    "repeats the token",
    (request) => refuse(500, `cannot use ${String(request.headers["x-nomad-token"])}`)(request),
    "refused",
    /cannot use \((redacted|sensitive)\)/,
  ],
];

describe.each(troubles)("a server that %s", (_, route, code, text) => {
  test.each(commands)("is one clear error of %s", async (...args) => {
    const server = await startNomad({ "*": route });
    const { told, error } = await runTwice(args, server.address);
    expect(told.stderr).toMatch(text);
    expect(error).toMatchObject({ code });
  });
});

describe("a server that has no leader", () => {
  test.each(commands.filter(([command]) => command !== "run"))("refuses to answer %s", async (...args) => {
    const server = await startNomad({ "*": refuse(500, "No cluster leader") });
    const { told, error } = await runTwice(args, server.address);
    expect(told.stderr).toMatch(/No cluster leader\n.*\nhelp: The servers have no leader/);
    expect(error).toMatchObject({ code: "refused" });
  });

  test.each([
    "No cluster leader",
    "leadership lost while committing log",
    "rpc error: rpc error: EOF",
    "rpc error: failed to get conn: dial tcp 10.0.0.1:4647: connect: connection refused",
  ])("may have taken the job: %s", async (text) => {
    const server = await startNomad({ "*": refuse(500, text) });
    const { told, error } = await runTwice(["run", "web.json"], server.address);
    expect(told.stderr).toBe(
      `error: Nomad did not decide about PUT /v1/jobs: ${text}\n  PUT ${server.address}/v1/jobs: 500\n` +
        'help: It is not known whether Nomad has registered job "web"; look with: nomadx status web\n',
    );
    expect(error).toMatchObject({ code: "unreachable", request: { uncertain: true } });
    expect(server.requests).toHaveLength(2);
  });
});

test.each(commands)("an address where nobody listens is one clear error of %s", async (...args) => {
  const address = `http://127.0.0.1:${await unusedPort()}`;
  const { told, error } = await runTwice(args, address);
  expect(told.stderr).toContain(`No Nomad agent answers at ${address} (ECONNREFUSED)`);
  expect(error).toMatchObject({ code: "unreachable" });
});

test.each(["127.0.0.1:4646", "localhost", "ftp://host", "http://"])("%s is no address", async (address) => {
  const dir = directoryOf({ "web.json": jobJson("web") });
  const { code, stderr } = await nomadx(["plan", "web.json"], { dir, address });
  expect(stderr).toContain(`error: ${JSON.stringify(address)} is not the address of a Nomad agent`);
  expect(code).toBe(64);
});

test("reads are tried again when the servers have no leader, writes are not", async () => {
  const server = await startNomad({ "*": refuse(500, "No cluster leader") });
  const around = { dir: directoryOf({ "web.json": jobJson("web") }), address: server.address };
  await nomadx(["run", "web.json"], around);
  expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(["PUT /v1/jobs"]);
  await nomadx(["status"], around);
  expect(server.requests.slice(1).map(({ method, url }) => `${method} ${url}`)).toEqual(
    Array.from({ length: 5 }, () => "GET /v1/jobs"),
  );
});

const noCertificates = whyNoCertificates();
describe.skipIf(noCertificates !== undefined)("a server with a certificate (needs openssl on PATH)", () => {
  let files: Certificates = NO_CERTIFICATES;
  beforeAll(() => {
    files = makeCertificates();
  });
  afterAll(() => rmSync(files.directory, { recursive: true, force: true }));

  test.each(commands)("that nobody vouches for is one clear error of %s", async (...args) => {
    const tls = { cert: readFileSync(files.serverCert), key: readFileSync(files.serverKey) };
    const server = await startNomadServer(() => ({}), { tls });
    const { told, error } = await runTwice(args, server.address);
    expect(told.stderr).toContain(`No secure connection to ${server.address}: `);
    expect(told.stderr).toContain("help: Set NOMAD_CACERT to a file with the authority");
    expect(error).toMatchObject({ code: "tls" });
    expect(server.requests).toEqual([]);
  });
});

async function unusedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
