import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { firstInterrupt } from "./first-interrupt.ts";
import { Interruption } from "./interruption.ts";

const exits: unknown[] = [];

beforeEach(() => {
  exits.length = 0;
  vi.useFakeTimers();
  vi.spyOn(process, "exit").mockImplementation((code) => {
    exits.push(code);
    // Nothing here goes on after it.
    return undefined as never;
  });
});

afterEach(() => {
  process.removeAllListeners("SIGINT").removeAllListeners("SIGTERM");
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test("until somebody asks, Node ends the process", () => {
  firstInterrupt();
  expect([process.listenerCount("SIGINT"), process.listenerCount("SIGTERM")]).toEqual([0, 0]);
});

test.each(["SIGINT", "SIGTERM"] as const)(
  "the first %s aborts the signal, the second ends the process",
  (name) => {
    const interrupt = firstInterrupt();
    const signal = interrupt.signal();
    expect(interrupt.happened()).toBe(false);
    process.emit(name);
    expect([signal.reason, interrupt.happened(), exits]).toEqual([expect.any(Interruption), true, []]);
    process.emit("SIGINT");
    expect(exits).toEqual([130]);
  },
);

test("a command that does not come to its end then is ended", () => {
  firstInterrupt().signal();
  process.emit("SIGINT");
  vi.advanceTimersByTime(1_999);
  expect(exits).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(exits).toEqual([130]);
});

test("while code of the user's runs, in several files at once too, Node ends the process", async () => {
  const interrupt = firstInterrupt();
  interrupt.signal();
  const ends: (() => void)[] = [];
  const file = () => interrupt.endingAtOnce(() => new Promise<void>((resolve) => ends.push(resolve)));
  const [one, other] = [file(), file()];
  expect(process.listenerCount("SIGINT")).toBe(0);
  ends[0]?.();
  await one;
  expect(process.listenerCount("SIGINT")).toBe(0);
  ends[1]?.();
  await other;
  expect(process.listenerCount("SIGINT")).toBe(1);
});
