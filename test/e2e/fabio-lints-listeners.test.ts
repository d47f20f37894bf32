/* oxlint-disable vitest/expect-expect -- the assertions are in the cases */
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { Agent, createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { LintId } from "../../packages/core/src/fabio/index.ts";
import { HOST } from "../../scripts/e2e/addresses.js";
import { makeCertificate } from "../../scripts/e2e/certificate.js";
import { getHttp } from "./connections.ts";
import { missingPrograms, openLab } from "./lab.ts";
import { expectLint, idsOf, until } from "./lint-difference.ts";
import { listenerCases } from "./listener-cases.ts";
import { tryOut, type Bench, type ListenerCase } from "./listener-trials.ts";
import { startCases, unseenCases } from "./start-cases.ts";

/*
 * The lints of the family `setup`, held against a real Fabio: how it is started with what a lint looks for and with
 * what is nearly the same, and what it does then. The lint judges the very settings that Fabio gets.
 */

const timeout = 30_000;
const skips = missingPrograms.length > 0;

let bench: Bench;

beforeAll(async () => {
  if (skips) return;
  const lab = await openLab();
  bench = { lab, backend: lab.port(), tlsBackend: lab.port(), certificates: lab.folder };
  makeCertificate("openssl", lab.folder);
  const [key, cert] = ["key.pem", "cert.pem"].map((name) => readFileSync(join(lab.folder, name)));
  const answer: RequestListener = ({ headers }, response) =>
    void response.end(`here for ${String(headers["x-forwarded-for"])}`);
  for (const [server, port] of [
    [createServer(answer), bench.backend],
    [createTlsServer({ key, cert }, answer), bench.tlsBackend],
  ] as const) {
    await once(server.listen(port, HOST), "listening");
    lab.cleanups.add("a backend", () => void server.close());
  }
}, timeout);

afterAll(async () => {
  if (!skips) await bench.lab.close();
});

/** A table that makes Fabio slow, and one that does not. */
interface SlowCase {
  readonly id: LintId;
  readonly what: "requests" | "the start";
  readonly bad: SizedTable;
  readonly good: SizedTable;
  /** How many times as long it takes, at least; on an idle machine it is several times that. */
  readonly factor: number;
}

interface SizedTable {
  readonly commands: readonly string[];
  readonly cache?: number;
}

const slow: readonly SlowCase[] = [
  {
    id: "glob-cache-small",
    what: "requests",
    bad: { commands: hosts(5000, "{a,b}*.") },
    good: { commands: hosts(5000, "{a,b}*."), cache: 5000 },
    factor: 3,
  },
  {
    id: "big-table",
    what: "requests",
    bad: { commands: hosts(10_001), cache: 20_000 },
    good: { commands: hosts(100), cache: 20_000 },
    factor: 2,
  },
  {
    id: "big-table",
    what: "the start",
    bad: { commands: paths(20_000) },
    good: { commands: paths(100) },
    factor: 4,
  },
];

function hosts(count: number, pattern: string = ""): readonly string[] {
  return Array.from(
    { length: count },
    (_, index) => `route add web ${pattern}h${index}.test/ http://${HOST}:1/`,
  );
}

function paths(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `route add web a.test/p${index} http://${HOST}:1/`);
}

/** How long Fabio takes to start with the table, and then for a request that no route is for: the fastest of many. */
async function timed({ commands, cache }: SizedTable) {
  const file = join(bench.lab.folder, `routes-${bench.lab.port()}`);
  writeFileSync(file, commands.join("\n"));
  const milliseconds = { requests: Infinity, "the start": Infinity };
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const input = await tryOut(bench, {
    args: () => [
      "-registry.backend=file",
      `-registry.file.path=${file}`,
      "-registry.file.noroutehtmlpath=/dev/null",
      ...(cache === undefined ? [] : [`-glob.cache.size=${cache}`]),
    ],
    input: () => ({ commands: commands.join("\n") }),
    sees: async ({ proxy }) => {
      const begun = performance.now();
      const ask = () => getHttp(proxy, { host: "none.test" }, "/", agent);
      await until(async () => expect(await ask()).toMatchObject({ status: 404 }));
      milliseconds["the start"] = performance.now() - begun;
      for (let count = 0; count < 50; count++) {
        const sent = performance.now();
        await ask();
        milliseconds.requests = Math.min(milliseconds.requests, performance.now() - sent);
      }
    },
  });
  agent.destroy();
  return { input, milliseconds };
}

/** Starts Fabio in each of the ways, and asserts what it does and what the lint says. */
const expectCase = async (id: string, sides: ListenerCase): Promise<void> => {
  const good = await Promise.all(sides.good.map((side) => tryOut(bench, side)));
  for (const bad of sides.bad) {
    const input = await tryOut(bench, bad);
    for (const other of good) expectLint(id, input, other);
  }
};

describe.skipIf(skips).concurrent("with a real Fabio", () => {
  it.each(Object.entries<ListenerCase>({ ...listenerCases, ...startCases }))(
    "%s does what it says",
    { timeout },
    expectCase,
  );

  it.each(Object.entries(unseenCases).map(([id, sides]) => [id, sides.reason, sides] as const))(
    "%s: %s",
    { timeout },
    (id, _, sides) => expectCase(id, sides),
  );
});

describe.skipIf(skips)("with a real Fabio, what takes long", () => {
  it.each(slow)("$id: $what", { timeout }, async ({ id, what, bad, good, factor }) => {
    const [slower, faster] = [await timed(bad), await timed(good)];
    expectLint(id, slower.input, faster.input);
    expect(slower.milliseconds[what] / faster.milliseconds[what]).toBeGreaterThan(factor);
  });
});

it("all lints of the family are here", () => {
  const covered = [listenerCases, startCases, unseenCases].flatMap((table) => Object.keys(table));
  expect([...new Set([...covered, ...slow.map(({ id }) => id)])].toSorted()).toEqual(idsOf("setup"));
});
