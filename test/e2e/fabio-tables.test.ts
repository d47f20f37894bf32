import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, request as httpRequest } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import {
  createMatcher,
  loadTable,
  readRequestUri,
  type Matcher,
} from "../../packages/core/src/fabio/index.ts";
import { findPrograms } from "../../scripts/e2e/programs.js";

/*
 * Random tables, each loaded by a Fabio of its own, and random requests that are really sent through it: the backend
 * that answers is one that the matcher gives a share of the route. 200 tables on demand:
 *
 *   NOMADX_FABIO_TABLES=200 pnpm vitest run --config test/e2e/vitest.config.ts test/e2e/fabio-tables.test.ts
 */
const tables = Number(process.env["NOMADX_FABIO_TABLES"] ?? 20);
const firstSeed = Number(process.env["NOMADX_FABIO_SEED"] ?? 1);
const requestsEach = 50;
const fabio = findPrograms().fabio;

const host = "127.0.0.1";
const firstBackend = 15500;
const services = Array.from({ length: 8 }, (_, index) => `svc-${index}`);
const proxyPort = 15550;
const adminPort = 15551;

/** The answer to a request: the service that answered, or Fabio's own status. */
type Answer = { readonly service: string } | { readonly status: number } | { readonly closed: true };

const backends = services.map((service) =>
  createServer((_, response) => response.setHeader("X-Service", service).end(service)),
);

beforeAll(async () => {
  for (const [index, backend] of backends.entries()) {
    backend.listen(firstBackend + index, host);
    await once(backend, "listening");
  }
});

afterAll(() => {
  for (const backend of backends) backend.close();
});

describe("a request through Fabio", () => {
  it.skipIf(fabio === undefined).each(Array.from({ length: tables }, (_, index) => firstSeed + index))(
    "gets to a service that the matcher names, with random table %i",
    { timeout: 60_000 },
    async (seed) => {
      const random = generator(seed);
      const commands = randomTable(random);
      const { table, problems } = loadTable(commands.join("\n"));
      if (table === undefined) throw new Error(`Fabio would reject the table: ${JSON.stringify(problems)}`);
      const matcherName = pick(random, ["prefix", "prefix", "iprefix", "glob"] as const);
      const globMatching = random() > 0.2;
      const options = { matcher: matcherName, globMatching };
      const engines = (["plain", "fast"] as const).map((engine) =>
        createMatcher(table, { ...options, engine }),
      );
      const stop = await startFabio(commands, [
        `-proxy.matcher=${matcherName}`,
        `-glob.matching.disabled=${String(!globMatching)}`,
        `-proxy.strategy=${pick(random, ["rnd", "rr"])}`,
      ]);
      try {
        const wrong: unknown[] = [];
        for (let count = 0; count < requestsEach; count++) {
          const request = randomRequest(random, commands);
          const answer = await send(request);
          for (const matcher of engines) {
            const expected = expectedAnswers(matcher, request);
            if (!expected.includes(JSON.stringify(answer)))
              wrong.push({ request, answer, expected, options });
          }
        }
        expect({ commands, wrong }).toEqual({ commands, wrong: [] });
      } finally {
        await stop();
      }
    },
  );
});

interface SentRequest {
  readonly host: string;
  readonly uri: string;
}

/** Every answer that is right, as JSON. */
function expectedAnswers(matcher: Matcher, { host: name, uri }: SentRequest): readonly string[] {
  const read = readRequestUri(uri);
  if ("error" in read) return [JSON.stringify({ status: 400 })];
  const { match, targets } = matcher.explain({ host: name, path: read.path, query: read.query });
  if (match === undefined) return [JSON.stringify({ status: 404 })];
  if (match.kind === "panic") return [JSON.stringify({ closed: true })];
  return targets
    .filter(({ share }) => share > 0)
    .map(({ target, answer }) =>
      JSON.stringify(answer.kind === "redirected" ? { status: answer.code } : { service: target.service }),
    );
}

function send({ host: name, uri }: SentRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host, port: proxyPort, path: uri, headers: { host: name }, agent: false });
    request.on("response", (response) => {
      const service = response.headers["x-service"];
      response.resume().on("end", () => {
        resolve(typeof service === "string" ? { service } : { status: response.statusCode ?? 0 });
      });
    });
    request.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "ECONNRESET" ? resolve({ closed: true }) : reject(error),
    );
    request.setTimeout(5000, () => request.destroy(new Error("no answer in 5 s"))).end();
  });
}

/** Starts a Fabio with the table in its static registry; resolves to what ends it. */
async function startFabio(
  commands: readonly string[],
  args: readonly string[],
): Promise<() => Promise<void>> {
  const child = spawn(
    fabio?.path ?? "fabio",
    [
      "-registry.backend=static",
      `-registry.static.routes=${commands.join("\n")}`,
      `-proxy.addr=${host}:${proxyPort}`,
      `-ui.addr=${host}:${adminPort}`,
      "-proxy.shutdownwait=0s",
      ...args,
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (log += text));
  const ended = once(child, "exit");
  const stop = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
  };
  for (const deadline = Date.now() + 10_000; ; await delay(50)) {
    if (await isLoaded()) return stop;
    if (child.exitCode === null && Date.now() < deadline) continue;
    await stop();
    throw new Error(`Fabio did not load the table:\n${log}\n${commands.join("\n")}`);
  }
}

async function isLoaded(): Promise<boolean> {
  try {
    const response = await fetch(`http://${host}:${adminPort}/api/routes`);
    if ((await response.json()) === null) return false;
    return (await send({ host: "ready.test", uri: "/" })) !== undefined;
  } catch {
    return false;
  }
}

/** Numbers from 0 to 1, the same ones for the same seed. */
function generator(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function pick<T>(random: () => number, values: readonly [T, ...T[]] | readonly T[]): T {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error("There is nothing to pick from");
  return value;
}

const hosts = [
  ...["a.test", "b.test", "A.test", "x.a.test", "y.x.a.test", "a.test:8080", "a.test:80", "b.test:443"],
  ...["*.a.test", "*.test", "*", "?.a.test", "{a,b}.test", "[ab].test", "*:8080", "*:80", "", ""],
] as const;
const paths = [
  "/",
  "/",
  "/foo",
  "/foo/",
  "/foo/bar",
  "/Foo",
  "/f*",
  "/foo/*",
  "/*/bar",
  "/{foo,bar}",
  "/ba?",
] as const;
const options = ["", "", "", "strip=/foo", "prepend=/pre", "host=dst", "redirect=302"] as const;

function randomTable(random: () => number): readonly string[] {
  return Array.from({ length: 2 + Math.floor(random() * 14) }, () => {
    const index = Math.floor(random() * services.length);
    const option = pick(random, options);
    const dst =
      option === "redirect=302" ? "http://elsewhere.test/$path" : `http://${host}:${firstBackend + index}/`;
    const weight = random() < 0.3 ? ` weight ${pick(random, ["0.1", "0.5", "0.9", "1"])}` : "";
    const opts = option === "" ? "" : ` opts "${option}"`;
    return `route add ${services[index] ?? ""} ${pick(random, hosts)}${pick(random, paths)} ${dst}${weight}${opts}`;
  });
}

const requestHosts = [
  ...[
    "a.test",
    "A.TEST",
    "b.test",
    "x.a.test",
    "y.x.a.test",
    "c.test",
    "a.test:8080",
    "a.test:80",
    "b.test:443",
  ],
  ...["other.example", "xa.test", "localhost:8080"],
] as const;
const uris = [
  ...[
    "/",
    "/foo",
    "/foo/",
    "/foo/bar",
    "/foobar",
    "/Foo",
    "/FOO/BAR",
    "/bar",
    "/baz",
    "/x/bar",
    "/f",
    "/foo/bar/baz",
  ],
  ...[
    "//foo",
    "/x/../foo",
    "/./foo",
    "/foo//bar",
    "/%66oo",
    "/foo%2Fbar",
    "/foo%252Fbar",
    "/foo?q=1",
    "/%3Ffoo",
  ],
] as const;

function randomRequest(random: () => number, commands: readonly string[]): SentRequest {
  // Half of them ask for something that is in the table.
  const [, source = ""] = /^route add \S+ (\S+)/.exec(pick(random, commands)) ?? [];
  const [, name = "", path = "/"] = /^([^/]*)(.*)$/.exec(source) ?? [];
  const isPlain = !/[*?{[]/.test(source);
  if (random() < 0.5 && isPlain) return { host: name === "" ? "a.test" : name, uri: path };
  return { host: pick(random, requestHosts), uri: pick(random, uris) };
}
