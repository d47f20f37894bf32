import { expect, test } from "vitest";
import { fingerprint } from "./fingerprint.ts";

test("a text and its bytes have the same fingerprint", () => {
  expect(fingerprint("größe")).toBe(fingerprint(new TextEncoder().encode("größe")));
  expect(fingerprint("größe")).toMatch(/^[0-9a-f]{16}$/);
});

test("any change to a text changes its fingerprint", () => {
  const text = 'export default job("web", { count: 2 });\n';
  const variants = [text, "", "\0", "\0\0", `${text}\0`];
  for (let index = 0; index < text.length; index++) {
    for (const other of ["x", " ", ""]) variants.push(text.slice(0, index) + other + text.slice(index + 1));
    variants.push(text.slice(0, index), text.slice(index) + text.slice(0, index));
  }
  const distinct = new Set(variants);
  expect(distinct.size).toBeGreaterThan(150);
  expect(new Set([...distinct].map((variant) => fingerprint(variant))).size).toBe(distinct.size);
});

test("no two of many alike texts share a fingerprint", () => {
  const fingerprints = new Set<string>();
  for (let number = 0; number < 100_000; number++) fingerprints.add(fingerprint(`job-${number}`));
  expect(fingerprints.size).toBe(100_000);
});
