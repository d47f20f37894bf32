import { expect, it } from "vitest";

import { isSameOutput } from "./same-output.ts";

it.each([
  { documented: "a\nb\n", actual: "a\nb\n", same: true, what: "the same text" },
  { documented: "a\nb\n", actual: "a\nc\n", same: false, what: "another line" },
  { documented: "a\n", actual: "a\nb\n", same: false, what: "a line more" },
  { documented: "a\nb\n", actual: "a\n", same: false, what: "a line less" },
  { documented: "a  b\n", actual: "a b\n", same: false, what: "other spaces" },
  { documented: "a\n…\nd\n", actual: "a\nb\nc\nd\n", same: true, what: "lines left out" },
  { documented: "a\n…\nd\n", actual: "a\nd\n", same: true, what: "no lines left out" },
  { documented: "…\nd\n…\n", actual: "a\nd\n", same: true, what: "lines left out around" },
  {
    documented: "…\nb\nd\n",
    actual: "b\nc\nb\nd\n",
    same: true,
    what: "lines left out that begin as the rest does",
  },
  { documented: "a\n…\nd\n", actual: "a\nb\nc\n", same: false, what: "another end after lines left out" },
  { documented: "a … d\n", actual: "a b c d\n", same: true, what: "words left out" },
  { documented: "a.…d\n", actual: "abcd\n", same: false, what: "a dot that is none" },
  { documented: "ID  5s ago\n", actual: "ID  1h2m5s ago\n", same: true, what: "another age" },
  {
    documented: "ID     Age\n1      5s ago\n",
    actual: "ID  Age\n1   12m5s ago\n",
    same: true,
    what: "other columns by an age",
  },
  { documented: "a\n", actual: "nomadx: building\na\n", same: true, what: "a build before" },
  {
    documented: '{"time":"2026-11-21T11:52:58.216Z","a":1}\n',
    actual: '{"time":"2026-12-01T00:00:00.000Z","a":1}\n',
    same: true,
    what: "another time of an event",
  },
])("takes $what for the same output: $same", ({ documented, actual, same }) => {
  expect(isSameOutput(documented, actual)).toBe(same);
});
