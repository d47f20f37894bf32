import { expect, test } from "vitest";

import { judgeAll } from "./judge-all.js";

const module = (text) => new URL(`data:text/javascript,${encodeURIComponent(text)}`);

/** The verdict on a file whose cases an adapter with this body yields. */
async function judge(body, known = "[]") {
  const adapter = module(`export const adapter = { *cases(file) { ${body} } };`).href;
  const lines = new Map([["line", { adapter, files: ["/cases/a.json"] }]]);
  const options = { known: module(`export const known = ${known};`), limits: { caseMs: 700, unanswered: 3 } };
  const tallies = [];
  for await (const { name, tally } of judgeAll(lines, options)) tallies.push([name, tally]);
  expect(tallies).toEqual([["line", expect.anything()]]);
  return tallies[0][1];
}

/** Holds its thread without working. */
const never = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);";
const agreeing = (id) => `yield { id: "${id}", check: () => undefined };`;
const ending = (id, how) => `yield { id: "${id}", check: () => { ${how} } };`;
const disagrees = (id, reason) => ({ id, verdict: "disagrees", reason });

test("cases agree, disagree, or throw", async () => {
  const body = agreeing("a") + ending("b", 'return "1, not 2"') + ending("c", 'throw new Error("no")');
  expect(await judge(body)).toEqual({
    total: 3,
    remarks: [disagrees("b", "1, not 2"), disagrees("c", "threw no")],
  });
});

test.each([
  ["runs in circles", "for (;;);", "no answer within 0.7 s"],
  ["waits for ever", "return new Promise(() => {});", "no answer within 0.7 s"],
  ["ends its thread", "process.exit();", "ended its thread"],
  [
    "fails where nobody catches it",
    'return new Promise(() => setImmediate(() => { throw new Error("late"); }));',
    "ended its thread: late",
  ],
])("a case that %s disagrees, and those after it are run", async (_, how, reason) => {
  const body = ending("a", "return 'x'") + ending("b", how) + agreeing("c") + ending("d", "return 'y'");
  expect(await judge(body)).toEqual({
    total: 4,
    remarks: [disagrees("a", "x"), disagrees("b", reason), disagrees("d", "y")],
  });
});

test("after some cases without an answer the rest is not run, and does not agree", async () => {
  const hanging = Array.from("abc", (id) => ending(id, never)).join("");
  const notRun = "not run: 3 cases before it had no answer";
  expect(await judge(hanging + agreeing("d") + agreeing("e"))).toEqual({
    total: 5,
    remarks: [
      ...Array.from("abc", (id) => disagrees(id, "no answer within 0.7 s")),
      ...[disagrees("d", notRun), disagrees("e", notRun)],
    ],
  });
});

test.each([
  ["fails", 'throw new Error("not JSON");', "not JSON"],
  ["has no end", never, "no answer within 0.7 s"],
])("what reads the cases %s: one disagreement", async (_, how, reason) => {
  expect(await judge(agreeing("a") + how)).toEqual({
    total: 2,
    remarks: [disagrees("after 1 cases", reason)],
  });
});

test("known disagreements are told apart, and fail when they agree", async () => {
  const list = `[
    { files: /\\/a\\.json$/, ids: /^k\\d$/, reason: "Nomad rounds" },
    { files: /\\/b\\.json$/, ids: /^other$/, reason: "of another file" },
  ]`;
  const body =
    ending("k1", "return 'x'") + agreeing("k2") + ending("k3", never) + ending("other", "return 'y'");
  expect(await judge(body, list)).toEqual({
    total: 4,
    remarks: [
      { id: "k1", verdict: "known", reason: "Nomad rounds" },
      {
        id: "k2",
        verdict: "agrees",
        reason: String.raw`agrees, and is known to disagree: take /^k\d$/ off the list`,
      },
      { id: "k3", verdict: "known", reason: "Nomad rounds" },
      disagrees("other", "y"),
    ],
  });
});
