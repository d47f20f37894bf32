import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

import { lints } from "./lints.ts";

const page = readFileSync(new URL("../../../../../docs/lints.md", import.meta.url), "utf8");

test("the documentation has the lints of each family, word for word", () => {
  const rows = page
    .split(/^## /m)
    .flatMap((part) =>
      [...part.matchAll(/^\| (`[\w-]+`.*) \|$/gm)].map(([, row = ""]) => [
        /^\w+/.exec(part)?.[0].toLowerCase(),
        ...row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|")),
      ]),
    );
  expect(rows).toEqual(
    lints.map(({ family, id, severity, title, doc, fix, evidence }) => [
      family,
      `\`${id}\``,
      severity,
      title,
      doc,
      fix,
      evidence,
    ]),
  );
});
