import { readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findUp } from "../files/find-up.ts";
import type { SourcePlace } from "../files/sources.ts";
import type { StoredModule } from "./module-cache.ts";

/**
 * The frames of `error`'s stack that lie in the user's files, innermost first, as positions in what the user wrote.
 * `bundle` is the module that ran in place of the user's files, if one did.
 */
export function userFrames(error: unknown, bundle: StoredModule | undefined): readonly SourcePlace[] {
  if (typeof error !== "object" || error === null || !("stack" in error) || typeof error.stack !== "string")
    return [];
  const map = bundle === undefined ? undefined : readMap(bundle);
  return parseStack(error.stack).flatMap(({ url, line, column }) => {
    const ran = { file: toPath(url), line, column };
    const written =
      bundle === undefined || ran.file !== toPath(bundle.url)
        ? ran
        : map === undefined
          ? undefined
          : original(map, ran);
    return written !== undefined && path.isAbsolute(written.file) && isUserFile(written.file)
      ? [written]
      : [];
  });
}

/** Names of ES modules are URLs, those of CommonJS modules paths. */
function toPath(url: string): string {
  return url.startsWith("file:") ? fileURLToPath(url) : url;
}

interface StackFrame {
  readonly url: string;
  readonly line: number;
  readonly column: number;
}

function parseStack(stack: string): readonly StackFrame[] {
  const lines = stack.split("\n");
  return [...linkFrame(lines), ...lines.flatMap((line) => callFrame(line))];
}

/** `    at name (file:///jobs/web.mjs:3:14)`, or without name and brackets. */
function callFrame(text: string): readonly StackFrame[] {
  const [, call] = /^ +at (.*)$/.exec(text) ?? [];
  if (call === undefined) return [];
  const place = call.endsWith(")") ? call.slice(call.lastIndexOf(" (") + 2, -1) : call.replace(/^async /, "");
  const [, url, line, column] = /^(.+):(\d+):(\d+)$/.exec(place) ?? [];
  return url === undefined ? [] : [{ url, line: Number(line), column: Number(column) }];
}

/**
 * The lines that Node writes above the text when modules do not fit together: `URL:line`, the line, a caret below the
 * place.
 */
function linkFrame([place = "", , caret = ""]: readonly string[]): readonly StackFrame[] {
  const [, url, line] = /^((?:file|data):.+):(\d+)$/.exec(place) ?? [];
  return url === undefined ? [] : [{ url, line: Number(line), column: Math.max(caret.indexOf("^"), 0) + 1 }];
}

function readMap(module: StoredModule): SourceMap | undefined {
  const text = module.readMap();
  if (text === undefined) return undefined;
  try {
    const payload: unknown = JSON.parse(text);
    return isSourceMap(payload) ? new SourceMap(payload) : undefined;
  } catch {
    // Damaged: an error without a position is still an error.
    return undefined;
  }
}

function isSourceMap(value: unknown): value is SourceMapPayload {
  return typeof value === "object" && value !== null && "mappings" in value && "sources" in value;
}

function original(map: SourceMap, { line, column }: SourcePlace): SourcePlace | undefined {
  const entry = map.findEntry(line - 1, column - 1);
  if (!("originalSource" in entry)) return undefined;
  return { file: entry.originalSource, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

/** Not a package, and not a part of nomadx, which may run from its own working tree. */
function isUserFile(file: string): boolean {
  if (/[\\/]node_modules[\\/]/.test(file)) return false;
  const manifest = findUp(path.dirname(file), "package.json");
  return manifest === undefined || !/"name":\s*"(@nomadx\/core|nomadx)"/.test(readFileSync(manifest, "utf8"));
}
