import { PassThrough } from "node:stream";

import { expect, test } from "vitest";

import { LiveLines } from "./live-lines.ts";

// oxlint-disable-next-line no-control-regex -- this is how a terminal is told to go up and to erase what follows
const eraser = /\u001B\[(\d+)A\u001B\[0J/g;

/** A terminal of 30 columns and a few rows, and what was written to it: `^N` stands for N lines up and erased. */
function terminal(rows: number) {
  const stream = Object.assign(new PassThrough(), { columns: 31, rows });
  let text = "";
  stream.on("data", (data) => (text += String(data)));
  const ofTerminal: unknown = stream;
  // Of a terminal, no more is used.
  const lines = new LiveLines(ofTerminal as NodeJS.WriteStream, (line) => line);
  const written = () => text.replaceAll(eraser, (_, count: string) => `^${count}\n`).split("\n");
  return { lines, written };
}

test("a block is drawn anew, and what is written meanwhile stands above it", () => {
  const { lines, written } = terminal(10);
  lines.show(["a", "b"]);
  lines.show(["c"]);
  lines.above(() => undefined);
  lines.add("kept");
  lines.end();
  expect(written()).toEqual(["a", "b", "^2", "c", "^1", "c", "^1", "kept", "c", "^1", ""]);
});

test("of a block that is too high the end is left out, of a line that is too long too", () => {
  const { lines, written } = terminal(5);
  lines.show(["x".repeat(40), "2", "3", "4", "5", "6"]);
  lines.set("status", "ok");
  expect(written()).toEqual([
    ...["x".repeat(30), "2", "3", "... 3 more"],
    ...["^4", "x".repeat(30), "2", "3", "... 4 more", ""],
  ]);
});
