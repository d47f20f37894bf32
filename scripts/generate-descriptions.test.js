import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { descriptionsFile, descriptionsModule } from "./generate-descriptions.js";

test("the descriptions of the JSON Schema are the comments of the schema: node scripts/generate-descriptions.js", () => {
  const words = (/** @type {string} */ text) => text.replaceAll(/[\s,"'\\]/g, "");
  expect(words(readFileSync(descriptionsFile, "utf8"))).toBe(words(descriptionsModule()));
});
