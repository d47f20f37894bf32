import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { root } from "./pages.ts";

/** What a real Nomad agent answered to one command of a page. */
export interface Scene {
  readonly command: string;
  /** In the order in which the answers came. */
  readonly exchanges: readonly Exchange[];
}

/** A request and its answer; the body is kept as text, since JavaScript's JSON would round Nomad's integers. */
export interface Exchange {
  /** See `requestKey`. */
  readonly request: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The scenes of a page; none if it has not been recorded. */
export function readScenes(page: string): Scene[] {
  const file = fileOf(page);
  if (!existsSync(file)) return [];
  const scenes: { command: string; exchanges: Exchange[] }[] = [];
  for (const line of readFileSync(file, "utf8").trimEnd().split("\n")) {
    // Written by `writeScenes`.
    const entry = JSON.parse(line) as { command: string } | Exchange;
    if ("command" in entry) scenes.push({ command: entry.command, exchanges: [] });
    else scenes.at(-1)?.exchanges.push(entry);
  }
  return scenes;
}

/** Keeps the scenes of a page, one line a command and an exchange. */
export function writeScenes(page: string, scenes: readonly Scene[]): void {
  if (scenes.length === 0) return;
  const lines = scenes.flatMap(({ command, exchanges }) => [{ command }, ...exchanges]);
  mkdirSync(dirname(fileOf(page)), { recursive: true });
  writeFileSync(fileOf(page), lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
}

/**
 * What tells the requests of a command apart: method, path, query, and whether it waits for something new. For what, and
 * how long, changes from one time to the next.
 */
export function requestKey(method: string, url: string): string {
  const { pathname, searchParams } = new URL(url, "http://nomad");
  const waits = searchParams.has("index") ? WAITS : "";
  searchParams.delete("index");
  searchParams.delete("wait");
  searchParams.sort();
  const query = searchParams.toString();
  return `${method} ${pathname}${query === "" ? "" : `?${query}`}${waits}`;
}

/** The same request, as it is asked again by who waits for something new. */
export function whenWaiting(request: string): string {
  return request.endsWith(WAITS) ? request : `${request}${WAITS}`;
}

const WAITS = " (waits)";

function fileOf(page: string): string {
  return join(root, "fixtures/nomad/docs", `${basename(page, ".md")}.jsonl`);
}
