#!/usr/bin/env node
// @ts-check
/*
 * Records what a real Nomad keeps of the jobs in fixtures/nomad/stored: registers `submitted` of each file and writes the
 * server's answer to it as `stored`, without what each server has of its own: indexes, times, the state of the job. A
 * server alone is enough, no job runs; jobs with gateways need something at Consul's address that takes their entries.
 *
 *   nomad agent -config server.hcl &
 *   node scripts/record-stored.js      (NOMAD_ADDR, default http://127.0.0.1:4646)
 */
import { readFile, readdir, writeFile } from "node:fs/promises";

const folder = new URL("../fixtures/nomad/stored/", import.meta.url);
const address = process.env["NOMAD_ADDR"] ?? "http://127.0.0.1:4646";
const ofTheServer = ["CreateIndex", "ModifyIndex", "JobModifyIndex", "SubmitTime", "Status"];

const files = (await readdir(folder)).filter((file) => file.endsWith(".json"));
for (const file of files) {
  const target = new URL(file, folder);
  const { submitted } = JSON.parse(await readFile(target, "utf8"));
  const stored = await registered(submitted);
  for (const field of ofTheServer) delete stored[field];
  for (const { Scaling } of stored.TaskGroups) {
    for (const field of ["ID", "CreateIndex", "ModifyIndex"]) delete Scaling?.[field];
  }
  await writeFile(target, `${JSON.stringify({ submitted, stored }, null, 2)}\n`);
}
console.log(`${files.length} jobs recorded`);

/** @param {{ ID: string }} job */
async function registered(job) {
  await ask("/v1/jobs", { method: "POST", body: JSON.stringify({ Job: job }) });
  const path = `/v1/job/${encodeURIComponent(job.ID)}`;
  const stored = await ask(path);
  await ask(`${path}?purge=true`, { method: "DELETE" });
  return stored;
}

/** @param {string} path @param {RequestInit} [request] */
async function ask(path, request) {
  const response = await fetch(address + path, request);
  const text = await response.text();
  if (!response.ok) throw new Error(`Nomad answers ${response.status}: ${text}`);
  return JSON.parse(text);
}
