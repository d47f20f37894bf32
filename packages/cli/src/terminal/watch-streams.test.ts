import { Writable } from "node:stream";

import { expect, test } from "vitest";

import { watchStreams } from "./watch-streams.ts";

/** A stream every write to which fails with a code of the system. */
function failing(code: string, message: string): Writable {
  const error = Object.assign(new Error(`${code}: ${message}, write`), { code });
  return new Writable({ write: (_chunk, _encoding, done) => done(error) });
}

const closed = (stream: Writable) => new Promise((resolve) => stream.once("close", resolve));

function heard() {
  let text = "";
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  return { stream, text: () => text };
}

test("a disk that is full is told of once, and counts as a failure", async () => {
  const out = failing("ENOSPC", "no space left on device");
  const err = heard();
  let lost = 0;
  watchStreams({ out, err: err.stream }, () => (lost += 1));
  out.write("a result");
  await closed(out);
  expect(err.text()).toBe(
    "error: standard output cannot be written: ENOSPC: no space left on device, write\n",
  );
  expect(lost).toBe(1);
});

test("a reader that has gone away is no failure", async () => {
  const out = failing("EPIPE", "broken pipe");
  const err = heard();
  let lost = 0;
  watchStreams({ out, err: err.stream }, () => (lost += 1));
  out.write("a result");
  await closed(out);
  expect({ text: err.text(), lost }).toEqual({ text: "", lost: 0 });
});

test("a failing stderr is a failure that nobody can be told of", async () => {
  const err = failing("ENOSPC", "no space left on device");
  let lost = 0;
  watchStreams({ out: heard().stream, err }, () => (lost += 1));
  err.write("a warning");
  await closed(err);
  expect(lost).toBe(1);
});
