import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, it, onTestFinished } from "vitest";

import {
  createConsulClient,
  watch,
  type ConsulClient,
  type WatchOptions,
} from "../../packages/core/src/consul/index.ts";
import { findPrograms } from "../../scripts/e2e/programs.js";
import { startPrivateConsul, type PrivateConsul } from "./private-consul.ts";

const consul = findPrograms().consul;

/** A Consul that is killed without a warning, and can be started again where it was. */
async function start(firstPort: number, dataFolder?: string): Promise<PrivateConsul> {
  const agent = await startPrivateConsul({
    consul: consul?.path ?? "",
    firstPort,
    stopSignal: "SIGKILL",
    ...(dataFolder !== undefined && { dataFolder }),
  });
  onTestFinished(() => agent.stop());
  return agent;
}

function clientOf({ http }: PrivateConsul): ConsulClient {
  const client = createConsulClient({ address: http, addressSource: "env" });
  onTestFinished(() => client.close());
  return client;
}

interface Observed {
  /** The tags of all instances, each time that they were others than before. */
  readonly states: string[];
  /** The codes of failures. */
  readonly failures: string[];
  /** Whether the watch has ended by itself. */
  hasEnded: boolean;
}

/** Watches the service `web` until the test ends. */
function observe(client: ConsulClient, options: WatchOptions = {}): Observed {
  const observed: Observed = { states: [], failures: [], hasEnded: false };
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const { signal } = controller;
  const onFailure: WatchOptions["onFailure"] = ({ code }) => void observed.failures.push(code);
  const follow = async (): Promise<void> => {
    for await (const { value } of watch((blocking) => client.health.service("web", blocking), {
      ...options,
      signal,
      onFailure,
    })) {
      const state = value.flatMap(({ Service }) => Service.Tags).join(" ");
      if (state !== observed.states.at(-1)) observed.states.push(state);
    }
  };
  follow().catch(() => (observed.hasEnded = !signal.aborted));
  return observed;
}

const register = (agent: PrivateConsul, tag: string): Promise<void> =>
  agent.put("/v1/agent/service/register", { Name: "web", Port: 80, Tags: [tag] });

/** Much less than the 60 s after which a blocking query answers by itself. */
const soon = { timeout: 30_000, interval: 50 };

describe.skipIf(consul === undefined)("a watch over a restart of Consul", () => {
  it("sees every state, when the new one begins with nothing", async () => {
    const first = await start(22_720);
    const observed = observe(clientOf(first));
    await expect.poll(() => observed.states, soon).toEqual([""]);
    await register(first, "one");
    await expect.poll(() => observed.states, soon).toEqual(["", "one"]);
    await register(first, "two");
    await expect.poll(() => observed.states, soon).toEqual(["", "one", "two"]);
    await first.stop();
    await expect.poll(() => observed.failures.length, soon).toBeGreaterThan(0);
    const second = await start(22_720);
    await expect.poll(() => observed.states, soon).toEqual(["", "one", "two", ""]);
    await register(second, "three");
    await expect.poll(() => observed.states, soon).toEqual(["", "one", "two", "", "three"]);
    expect(observed.hasEnded).toBe(false);
  });

  it("sees every state, when the new one goes on with the state of the old one", async () => {
    const folder = mkdtempSync(join(tmpdir(), "nomadx-consul-data-"));
    const first = await start(22_730, folder);
    const observed = observe(clientOf(first));
    await register(first, "one");
    await expect.poll(() => observed.states.at(-1), soon).toBe("one");
    const before = observed.states.length;
    await first.stop();
    const second = await start(22_730, folder);
    onTestFinished(() => second.stop().then(() => rmSync(folder, { recursive: true, force: true })));
    await register(second, "two");
    await expect.poll(() => observed.states.slice(before), soon).toEqual(["two"]);
    expect(observed.failures.length).toBeGreaterThan(0);
    expect(observed.hasEnded).toBe(false);
  });

  it("sees a state that has the index of another one before the restart", async () => {
    const first = await start(22_740);
    const client = clientOf(first);
    for (let count = 0; count < 40; count++) await first.put("/v1/kv/count", count);
    await register(first, "before");
    await expect.poll(() => indexOf(client), soon).toBeGreaterThan(40);
    const index = await indexOf(client);
    // The pause after a failure lasts until the new server is as it should be.
    let wake = (): void => undefined;
    const isReady = new Promise<void>((resolve) => (wake = resolve));
    const clock = { now: () => performance.now(), sleep: () => isReady };
    const observed = observe(client, { clock });
    await expect.poll(() => observed.states, soon).toEqual(["before"]);
    await first.stop();
    await expect.poll(() => observed.failures.length, soon).toBe(1);
    await startWithIndex(22_740, index);
    wake();
    await expect.poll(() => observed.states, soon).toEqual(["before", "after"]);
    expect(observed.hasEnded).toBe(false);
  });
});

async function indexOf(client: ConsulClient): Promise<number> {
  return Number((await client.health.service("web")).index);
}

/** Starts a Consul in which the service `web` has this index. Now and then its own doings skip a number; then another one. */
async function startWithIndex(firstPort: number, index: number): Promise<void> {
  for (;;) {
    const agent = await start(firstPort);
    const client = clientOf(agent);
    let last = 0;
    while (last < index - 1) {
      await agent.put("/v1/kv/count", last);
      last = Number((await client.kv.read("count")).index);
    }
    const Service = { Service: "web", Port: 80, Tags: ["after"] };
    await agent.put("/v1/catalog/register", { Node: "other", Address: "10.0.0.9", Service });
    if ((await indexOf(client)) === index) return;
    await agent.stop();
  }
}
