#!/usr/bin/env node
// @ts-check
/*
 * Records what a real Nomad's parser makes of the jobs in fixtures/nomad/parsed, which are written by hand: its answer to
 * `NAME.nomad.hcl` as `NAME.json`, byte for byte. (The keys of maps come in another order each time.)
 *
 *   nomad agent -dev &
 *   node scripts/record-parse.js      (NOMAD_ADDR, default http://127.0.0.1:4646)
 */
import { readFile, readdir, writeFile } from "node:fs/promises";

const folder = new URL("../fixtures/nomad/parsed/", import.meta.url);
const address = process.env["NOMAD_ADDR"] ?? "http://127.0.0.1:4646";

const names = (await readdir(folder)).filter((name) => name.endsWith(".nomad.hcl"));
for (const name of names) {
  const answer = await parse(await readFile(new URL(name, folder), "utf8"));
  await writeFile(new URL(name.replace(/\.nomad\.hcl$/, ".json"), folder), `${answer}\n`);
}
console.log(`${names.length} jobs recorded`);

/** @param {string} hcl */
async function parse(hcl) {
  const body = JSON.stringify({ JobHCL: hcl });
  const response = await fetch(`${address}/v1/jobs/parse`, { method: "POST", body });
  const text = await response.text();
  if (!response.ok) throw new Error(`Nomad answers ${response.status}: ${text}`);
  return text.trim();
}
