/* oxlint-disable vitest/no-standalone-expect, vitest/expect-expect -- tests call the functions in which they are */
import { once } from "node:events";
import { createServer } from "node:http";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { lintRoutes, type LintId } from "../../packages/core/src/fabio/index.ts";
import { HOST } from "../../scripts/e2e/addresses.js";
import { callGrpc, type HttpOutcome } from "./connections.ts";
import { missingPrograms, openLab, type Lab, type LabFabio } from "./lab.ts";
import { expectLint, idsOf, until } from "./lint-difference.ts";
import { Scene, type ServiceTarget } from "./poison-scene.ts";

/*
 * The lints of the family `poison`, held against a real Fabio with a real Consul. Each lint has a tag prefix and a path
 * of overrides of its own, so that what poisons the table of one Fabio is nothing to the others: they run side by side.
 */

/**
 * The change that a case makes in Consul: registers one service, or writes the overrides. `urlprefix-` stands for its
 * prefix.
 */
interface Change {
  /** In reverse order it is the first of the case's services. @default `poison` */
  readonly name?: string;
  readonly tags?: readonly string[];
  /** @default the backend */
  readonly target?: ServiceTarget;
  readonly override?: string;
}

/** A change that rejects the whole table, and one that nearly does. */
interface FreezingCase {
  readonly bad: Change;
  /** Fabio's log line about the rejected table. */
  readonly log: string;
  readonly good: Change;
  /** Where the near miss is routed from. */
  readonly routes: readonly string[];
}

const freezing = {
  "tag-empty": {
    bad: { tags: ["urlprefix- "] },
    log: "line 1: syntax error: 'route add' invalid",
    good: { tags: ["urlprefix-/"] },
    routes: ["/"],
  },
  "tag-tab-separator": {
    bad: { tags: ["urlprefix-/a\tstrip=/a"] },
    log: "line 1: syntax error: 'route add' invalid",
    good: { tags: ["urlprefix-/a strip=/a\thost=dst"] },
    routes: ["/a"],
  },
  "tag-weight-invalid": {
    bad: { tags: ["urlprefix-/ weight=50%"] },
    log: "line 1: syntax error: weight value invalid",
    good: { tags: ["urlprefix-/ weight=50% weight=0x1p-1"] },
    routes: ["/"],
  },
  "tag-quote": {
    bad: { tags: ["urlprefix-/", '{"a":1}'] },
    log: "line 1: syntax error: 'route add' invalid",
    good: { tags: ['{"a":1}'] },
    routes: [],
  },
  "service-name-space": {
    bad: { name: "poison b", tags: ["urlprefix-/"] },
    log: "line 1: syntax error: 'route add' invalid",
    good: { name: "poison b", tags: ["v1"] },
    routes: [],
  },
  "path-glob-invalid": {
    bad: { tags: ["urlprefix-/foo[x"] },
    log: "unexpected end of input",
    good: { tags: ["urlprefix-/foo{x"] },
    routes: ["/foo{x"],
  },
  "redirect-url-invalid": {
    bad: { tags: ["urlprefix-/ redirect=301,https://h:8443$path"] },
    log: 'route: invalid target. parse "https://h:8443$path": invalid port ":8443$path" after host',
    good: { tags: ["urlprefix-/ redirect=301,https://h:8443/$path"] },
    routes: ["/"],
  },
  "address-unparsable": {
    bad: { tags: ["urlprefix-/"], target: { address: "fe80::1%eth0", port: 8080 } },
    log: 'route: invalid target. parse "http://[fe80::1%eth0]:8080/": invalid URL escape "%et"',
    good: { tags: ["urlprefix-/"], target: { address: "fe80::1", port: 8080 } },
    routes: ["/"],
  },
  "kv-syntax": {
    bad: { override: "route wieght a / weight 1" },
    log: "line 4: syntax error: 'route' expected",
    good: { override: "# a remark\nroute del poison" },
    routes: [],
  },
} as const satisfies Partial<Record<LintId, FreezingCase>>;

/** Changes that do something else to a Fabio than to freeze its table. */
const others = {
  "tag-weight-infinite": async (scene) => {
    const running = await scene.start();
    await scene.register("web", ["urlprefix-/ weight=+inf"]);
    const bad = await scene.lintInput();
    expect(await running.process.ended).toBe(2);
    const again = scene.startAnyhow();
    expect(await again.process.ended).toBe(2);
    for (const { process } of [running, again])
      expect(process.log).toContain("panic: runtime error: makeslice: len out of range");

    await scene.register("web", ["urlprefix-/ weight=-inf"]);
    expectLint("tag-weight-infinite", bad, await scene.lintInput());
    const repaired = await scene.start();
    await untilRouted(repaired, ["/"]);
  },

  "tag-weight-overflow": async (scene) => {
    const fabio = await scene.start();
    await scene.register("one", ["urlprefix-/ weight=1e308"]);
    await scene.register("two", ["urlprefix-/ weight=1e308"]);
    await scene.register("other", ["urlprefix-other.test/"]);
    await untilRouted(fabio, ["/", "/", "other.test/"]);
    const bad = await scene.lintInput();
    expect(await scene.get("any.test", "/")).toBe("closed");
    expect(await scene.get("other.test", "/")).toMatchObject({ status: 200 });

    await scene.register("one", ["urlprefix-/a weight=1e308"]);
    await scene.register("two", ["urlprefix-/b weight=1e308"]);
    await untilRouted(fabio, ["/a", "/b", "other.test/"]);
    expectLint("tag-weight-overflow", bad, await scene.lintInput());
    expect(await scene.get("any.test", "/a")).toMatchObject({ status: 200 });
    expect(await scene.get("any.test", "/b")).toMatchObject({ status: 200 });
  },

  "host-glob-invalid": async (scene) => {
    const grpc = lab.port();
    const fabio = await scene.start(`-proxy.addr=${HOST}:${scene.proxy},${HOST}:${grpc};proto=grpc`);
    await scene.register("web", ["urlprefix-ok.test/"]);
    await untilRouted(fabio, ["ok.test/"]);
    await untilServed(scene);
    await scene.register("bad", ["urlprefix-foo[.com/"]);
    await untilRouted(fabio, ["foo[.com/", "ok.test/"]);
    expect(await scene.get("ok.test", "/")).toBe("closed");
    expect(await scene.get("any.test", "/")).toBe("closed");
    expect(await fabio.admin.isAlive()).toBe(true);
    const bad = await scene.lintInput();
    await callGrpc(grpc, "/p.S/M");
    expect(await fabio.process.ended).toBe(2);

    const exact = await scene.start("-glob.matching.disabled=true");
    await untilRouted(exact, ["foo[.com/", "ok.test/"]);
    await untilServed(scene);
    expectLint("host-glob-invalid", bad, await scene.lintInput("-glob.matching.disabled=true"));
  },

  "line-too-long": async (scene) => {
    const fabio = await scene.start();
    // Fabio puts the services into reverse order.
    await scene.register("z-first", ["urlprefix-/first"]);
    await scene.register("a-last", ["urlprefix-/last"]);
    await untilRouted(fabio, ["/first", "/last"]);
    const command = `route add ${scene.nameOf("m-long")} /long http://${HOST}:${backendPort}/ tags ""`;
    const tagOf = (bytes: number): string => "x".repeat(bytes - command.length);
    await scene.register("m-long", ["urlprefix-/long", tagOf(65_536)]);
    await untilRouted(fabio, ["/first"]);
    expect(fabio.process.log).not.toMatch(/syntax error|too long|invalid/);
    expect(await scene.get("any.test", "/last")).toMatchObject({ status: 404 });
    expect(await fabio.admin.isAlive()).toBe(true);
    const bad = await scene.lintInput();

    await scene.register("m-long", ["urlprefix-/long", tagOf(65_535)]);
    await untilRouted(fabio, ["/first", "/last", "/long"]);
    expectLint("line-too-long", bad, await scene.lintInput());
  },

  "kv-weight-no-match": async (scene) => {
    const fabio = await scene.start();
    await scene.register("web", ["urlprefix-a.test/"]);
    await untilRouted(fabio, ["a.test/"]);
    await scene.override(fabio, "route weight gone a.test/ weight 0.5");
    const bad = await scene.lintInput();
    const refused = "[ERROR] weight command for service gone not valid - route: no target match";
    await until(() => expect(fabio.process.log).toContain(refused));
    // Since 1.7.3 it is no poison any more.
    expect(lintRoutes(bad).findings).toContainEqual(
      expect.objectContaining({ code: "kv-weight-no-match", severity: "error" }),
    );
    await scene.register("later", ["urlprefix-later.test/"]);
    await untilRouted(fabio, ["a.test/", "later.test/"]);

    await scene.override(fabio, `route weight ${scene.nameOf("web")} a.test/ weight 0.5`);
    expectLint("kv-weight-no-match", bad, await scene.lintInput());
    await until(async () => expect(await fabio.admin.commands()).toContain("weight 0.5000"));
  },

  "start-with-poison": async (scene) => {
    // Fabio asks Consul for each service, one after the other: the overrides, one request, come first.
    const web = ["web-1", "web-2", "web-3", "web-4"];
    for (const name of web) await scene.register(name, [`urlprefix-ok.test/${name}`, "urlprefix-ok.test/"]);
    const sources = [...web.map((name) => `ok.test/${name}`), ...web.map(() => "ok.test/")];
    const expectDead = async (fabio: LabFabio, outcome: HttpOutcome) => {
      expect(await sourcesOf(fabio)).toEqual([]);
      expect(await fabio.admin.isAlive()).toBe(true);
      expect(await scene.get("ok.test", "/")).toEqual(outcome);
    };

    await scene.register("bad", ["urlprefix-"]);
    const withTag = await scene.start();
    await until(() =>
      expect(warningsSince(withTag, 0)).toEqual(["line 9: syntax error: 'route add' invalid"]),
    );
    await expectDead(withTag, { status: 404, body: "" });
    const poisonTag = { ...(await scene.lintInput()), live: { table: await scene.table() } };
    await scene.register("bad", ["v1"]);
    await untilRouted(withTag, sources);
    await untilServed(scene);
    const repaired = { ...(await scene.lintInput()), live: { table: await scene.table() } };
    expectLint("start-with-poison", poisonTag, repaired);

    await scene.override(withTag, "not a command");
    await withTag.stop();
    const withKey = await scene.start();
    await until(() => expect(warningsSince(withKey, 0)).toContain("line 10: syntax error: 'route' expected"));
    await expectDead(withKey, "refused");
    const poisonKey = { ...(await scene.lintInput()), live: { table: await scene.table() } };
    expectLint("start-with-poison", poisonKey, repaired);
    await scene.override(withKey, "");
    await untilRouted(withKey, sources);
    await untilServed(scene);
  },
} as const satisfies Partial<Record<LintId, (scene: Scene) => Promise<void>>>;

const timeout = 30_000;
const skips = missingPrograms.length > 0;

let lab: Lab;
let backendPort: number;

beforeAll(async () => {
  if (skips) return;
  lab = await openLab();
  backendPort = lab.port();
  const backend = createServer((_, response) => response.end("here")).listen(backendPort, HOST);
  await once(backend, "listening");
  lab.cleanups.add("the backend", () => void backend.close());
}, timeout);

afterAll(async () => {
  if (!skips) await lab.close();
});

describe.skipIf(skips).concurrent("with a real Fabio and Consul", () => {
  it.each(Object.entries<FreezingCase>(freezing))(
    "%s freezes the table until it is gone, while /health is fine",
    { timeout },
    async (id, { bad, log, good, routes }) => {
      const scene = new Scene(lab, id, backendPort);
      const fabio = await scene.start();
      const apply = async ({ name = "poison", tags, target, override }: Change): Promise<void> => {
        if (tags !== undefined) await scene.register(name, tags, target);
        if (override !== undefined) await scene.override(fabio, override);
      };
      await scene.register("before", ["urlprefix-before.test/"]);
      await untilRouted(fabio, ["before.test/"]);

      await apply(bad);
      const index = await scene.register("later", ["urlprefix-later.test/"]);
      await until(() => expect(warningsSince(fabio, index)).toEqual([log]));
      expect(await sourcesOf(fabio)).toEqual(["before.test/"]);
      expect(await fabio.admin.isAlive()).toBe(true);
      const poisoned = await scene.lintInput();

      await apply(good);
      await untilRouted(fabio, [...routes, "before.test/", "later.test/"]);
      expectLint(id, poisoned, await scene.lintInput());
    },
  );

  it.each(Object.entries<(scene: Scene) => Promise<void>>(others))(
    "%s does what it says",
    { timeout },
    async (id, run) => run(new Scene(lab, id, backendPort)),
  );
});

it("all lints of the family are here", () => {
  expect([...Object.keys(freezing), ...Object.keys(others)].toSorted()).toEqual(idsOf("poison"));
});

async function sourcesOf({ admin }: LabFabio): Promise<readonly string[]> {
  return (await admin.routes()).map(({ src }) => src).toSorted();
}

async function untilRouted(fabio: LabFabio, sources: readonly string[]): Promise<void> {
  await until(async () => expect(await sourcesOf(fabio)).toEqual(sources.toSorted()));
}

async function untilServed(scene: Scene): Promise<void> {
  await until(async () => expect(await scene.get("ok.test", "/")).toEqual({ status: 200, body: "here" }));
}

/** The warnings that Fabio has logged since it read a state of Consul that is no older than this. */
function warningsSince({ process }: LabFabio, index: number): readonly string[] {
  const lines = process.log.split("\n");
  const first = lines.findIndex((line) => {
    const read = /consul: Health changed to #(\d+)/.exec(line)?.[1];
    return read !== undefined && Number(read) >= index;
  });
  const warnings = (first < 0 ? [] : lines.slice(first)).map(
    (line) => /\[WARN\] (.*)$/.exec(line)?.[1] ?? "",
  );
  return [...new Set(warnings)].filter((warning) => warning !== "");
}
