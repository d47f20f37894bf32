#!/usr/bin/env node
// @ts-check
/*
 * Records what a real Nomad's parser makes of the jobs in fixtures/nomad/parsed, which are written by hand, and in
 * fixtures/jobs and fixtures/examples, which jobs/ and examples/ render: its answer to `NAME.nomad.hcl` as `NAME.json`, byte for byte. The keys of maps
 * come in another order each time, so an answer that says the same as the file does not replace it.
 *
 *   nomad agent -dev &
 *   node scripts/record-parse.js      (NOMAD_ADDR, default http://127.0.0.1:4646)
 */
import { readFile, readdir, writeFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";

const folders = ["nomad/parsed/", "jobs/", "examples/"];
const address = process.env["NOMAD_ADDR"] ?? "http://127.0.0.1:4646";

let count = 0;
for (const name of folders) {
  const folder = new URL(`../fixtures/${name}`, import.meta.url);
  for (const file of (await readdir(folder)).filter((each) => each.endsWith(".nomad.hcl"))) {
    const answer = await parse(await readFile(new URL(file, folder), "utf8"));
    const target = new URL(file.replace(/\.nomad\.hcl$/, ".json"), folder);
    const before = await readFile(target, "utf8").catch(() => "null");
    if (!isDeepStrictEqual(JSON.parse(before), JSON.parse(answer))) await writeFile(target, `${answer}\n`);
    count += 1;
  }
}
console.log(`${count} answers compared`);

/** @param {string} hcl */
async function parse(hcl) {
  const body = JSON.stringify({ JobHCL: hcl });
  const response = await fetch(`${address}/v1/jobs/parse`, { method: "POST", body });
  const text = await response.text();
  if (!response.ok) throw new Error(`Nomad answers ${response.status}: ${text}`);
  return text.trim();
}
