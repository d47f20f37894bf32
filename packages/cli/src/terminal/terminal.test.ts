import { expect, test } from "vitest";

import type { OutputFormat } from "../output/formats.ts";
import { choosePalettes } from "./palette.ts";
import { openTerminal, Terminal } from "./terminal.ts";

const plain = await choosePalettes("never", {}, { out: {}, err: {} });

/** A terminal, and what it has written. */
function heard({ format = "text", isTTY = false }: { format?: OutputFormat; isTTY?: boolean } = {}) {
  const written = { out: "", err: "" };
  const sink = (name: "out" | "err") => ({ isTTY, write: (text: string) => void (written[name] += text) });
  const now = () => Date.UTC(2026, 0, 2);
  const streams = { out: sink("out"), err: sink("err") };
  return { written, terminal: new Terminal(streams, { ...plain, isLive: false, format, now }) };
}

test("results go to stdout, all else to stderr", () => {
  const { terminal, written } = heard();
  terminal.print("a result");
  terminal.note("a warning");
  terminal.event({ type: "started" });
  terminal.lastEvent({ type: "summary" });
  terminal.answer({ jobs: [] });
  expect(written).toEqual({ out: "a result\n", err: "a warning\n" });
});

test("with JSON nothing else is on stdout", () => {
  const { terminal, written } = heard({ format: "json" });
  terminal.print("a result");
  terminal.printExactly("job {}");
  terminal.note("a warning");
  terminal.event({ type: "started", job: "web" });
  terminal.lastEvent({ type: "summary" });
  expect(written).toEqual({
    out:
      '{"schemaVersion":1,"type":"started","time":"2026-01-02T00:00:00.000Z","job":"web"}\n' +
      '{"schemaVersion":1,"type":"summary"}\n',
    err: "a warning\n",
  });
});

test("for a document what is printed is kept, clean, and nothing is on stdout before it", () => {
  const { terminal, written } = heard({ format: "junit" });
  terminal.keepSecret(["hunter22"]);
  terminal.print("a result\u001b[31m");
  terminal.printExactly("hunter22\n");
  terminal.event({ type: "started" });
  terminal.note("a hint");
  expect(written).toEqual({ out: "", err: "a hint\n" });
  expect(terminal.printed).toBe("a result[31m\n(sensitive)");
});

test("what is secret is shown nowhere, until somebody asks for it", () => {
  const { terminal, written } = heard({ format: "json" });
  terminal.keepSecret(["hunter22", 'a"quote', "abc"]);
  terminal.note("hunter22 and abc");
  terminal.answer({ hunter22: 'a"quote' });
  expect(written.err).toBe("(sensitive) and abc\n");
  expect(JSON.parse(written.out)).toEqual({ schemaVersion: 1, "(sensitive)": "(sensitive)" });
  expect(terminal.shown("hunter22")).toBe("(sensitive)");
  expect(terminal.shown("ghp_16C7e42F292c69")).toBe("(sensitive)");
  terminal.showSecrets();
  expect(terminal.shown("hunter22 ghp_16C7e42F292c69")).toBe("hunter22 ghp_16C7e42F292c69");
});

test("a result whose bytes count is printed as it is, but not to a terminal that would obey it", () => {
  const text = "meta = \u001b[31m\u0007\n";
  const [piped, watched] = [heard(), heard({ isTTY: true })];
  piped.terminal.printExactly(text);
  watched.terminal.printExactly(text);
  expect([piped.written.out, watched.written.out]).toEqual([text, "meta = [31m\n"]);
});

test.each([
  [true, {}, true],
  [true, { CI: "1" }, false],
  [true, { TERM: "dumb" }, false],
  [false, {}, false],
])("with a terminal %s and %j, a person watches: %s", async (isTTY, environment, isLive) => {
  const sink = { isTTY, write: () => undefined };
  const terminal = await openTerminal(
    [],
    environment,
    { out: sink, err: sink },
    { format: "text", now: Date.now },
  );
  expect(terminal.isLive).toBe(isLive);
});
