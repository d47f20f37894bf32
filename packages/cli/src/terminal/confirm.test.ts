import { PassThrough } from "node:stream";

import { expect, test } from "vitest";

import { confirm } from "./confirm.ts";

/** Asks somebody who types this. */
async function ask(typed: string, isTTY = true) {
  const input = Object.assign(new PassThrough(), { isTTY, setRawMode: () => undefined });
  const output = Object.assign(new PassThrough(), { isTTY });
  const answer = confirm("Forget web?", new AbortController().signal, { input, output });
  if (typed === "") input.end();
  else input.write(typed);
  return { answer: await answer, shown: String(output.read()) };
}

test.each([
  ["y\r", "yes"],
  [" YES \r", "yes"],
  ["\r", "no"],
  ["n\r", "no"],
  ["yesterday\r", "no"],
  ["", "no"],
  ["\u0004", "no"],
  ["\u0003", "interrupted"],
  ["y\u0003", "interrupted"],
])("%j is %s", async (typed, answer) => {
  expect((await ask(typed)).answer).toBe(answer);
});

test("the question is shown with what the answer is if there is none", async () => {
  expect((await ask("\r")).shown).toContain("Forget web? [y/N] ");
});

test("without a terminal nobody is asked", async () => {
  await expect(ask("y\r", false)).rejects.toThrow("there is no terminal on which to ask");
});
