import { expect, test } from "vitest";

import { table } from "./table.ts";

test("columns are as wide as their widest cell, and lines end where their text does", () => {
  const rows = [
    ["ID", "STATUS"],
    ["web-1", "ok"],
    ["b", ""],
  ];
  expect(table(rows)).toBe("ID     STATUS\nweb-1  ok\nb");
});

test("no name makes a row or a column of its own", () => {
  const rows = [
    ["ID", "STATUS"],
    ["web\nadmin  running", "ok\tX"],
    ["b\u001b[2J\r\nc", "dead"],
  ];
  expect(table(rows)).toBe("ID                  STATUS\nweb admin  running  ok X\nb[2J c              dead");
});
