import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

import { lints } from "./lints.ts";

const page = readFileSync(new URL("../../../../../docs/lints.md", import.meta.url), "utf8");

test("the documentation has the lints of each section, word for word", () => {
  const rows = page
    .split(/^## /m)
    .flatMap((part) =>
      [...part.matchAll(/^\| (`[\w-]+`.*) \|$/gm)].map(([, row = ""]) => [
        part.charAt(0),
        ...row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|")),
      ]),
    );
  expect(rows).toHaveLength(99);
  expect(rows).toEqual(
    lints.map(({ section, id, severity, title, doc, fix, evidence }) => [
      section,
      `\`${id}\``,
      severity,
      title,
      doc,
      fix,
      evidence,
    ]),
  );
});
