import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import type { Exchange, Scene } from "../../packages/core/src/dev/recorded/exchange.ts";
import { root } from "./pages.ts";

/** A server that may be on the machine of the reader of a page, at its default port. */
export type Server = "nomad" | "consul" | "fabio";

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

function fileOf(server: Server, page: string): string {
  return join(root, "fixtures", server, "docs", `${basename(page, ".md")}.jsonl`);
}
