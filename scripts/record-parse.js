#!/usr/bin/env node
/*
 * Records what a real Nomad's parser makes of the jobs in fixtures/nomad/parsed: for every `NAME.nomad.hcl` its answer
 * as `NAME.json`, byte for byte. The jobs are written by hand, as an engineer would write them.
 *
 *   nomad agent -dev &
 *   node scripts/record-parse.js [--check]      (NOMAD_ADDR, default http://127.0.0.1:4646)
 *
 * --check records nothing and fails where an answer differs from the recorded one.
 */
import { readFile, readdir, writeFile } from "node:fs/promises";

const folder = new URL("../fixtures/nomad/parsed/", import.meta.url);
const address = process.env.NOMAD_ADDR ?? "http://127.0.0.1:4646";
const isCheck = process.argv.includes("--check");

const names = (await readdir(folder)).filter((name) => name.endsWith(".nomad.hcl")).sort();
for (const name of names) {
  const answer = `${await parse(await readFile(new URL(name, folder), "utf8"))}\n`;
  const target = new URL(name.replace(/\.nomad\.hcl$/, ".json"), folder);
  if (!isCheck) {
    await writeFile(target, answer);
  } else if ((await readFile(target, "utf8")) !== answer) {
    console.error(`${name}: Nomad answers otherwise now`);
    process.exitCode = 1;
  }
}
console.log(`${names.length} jobs ${isCheck ? "checked" : "recorded"}`);

/** @param {string} hcl */
async function parse(hcl) {
  const response = await fetch(`${address}/v1/jobs/parse`, {
    method: "POST",
    body: JSON.stringify({ JobHCL: hcl }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`Nomad answers ${response.status}: ${text}`);
  return text.trim();
}
