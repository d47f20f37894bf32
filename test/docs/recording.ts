import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { root } from "./pages.ts";

/** A server that may be on the machine of the reader of a page, at its default port. */
export type Server = "nomad" | "consul" | "fabio";

/** What a real server answered to one command of a page. */
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

/** The scenes of a page and a server; none if they have not been recorded. */
export function readScenes(server: Server, page: string): Scene[] {
  const file = fileOf(server, page);
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
export function writeScenes(server: Server, page: string, scenes: readonly Scene[]): void {
  if (scenes.length === 0) return;
  const lines = scenes.flatMap(({ command, exchanges }) => [{ command }, ...exchanges]);
  const file = fileOf(server, page);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
}

/**
 * What tells the requests of a command apart: method, path, query, and whether it waits for something new. For what, and
 * how long, changes from one time to the next.
 */
export function requestKey(method: string, url: string): string {
  const { pathname, searchParams } = new URL(url, "http://server");
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

function fileOf(server: Server, page: string): string {
  return join(root, "fixtures", server, "docs", `${basename(page, ".md")}.jsonl`);
}
