import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";

import { root } from "./pages.ts";
import { codesIn, readTables } from "./tables.ts";

const page = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");
const sources = ["packages/core/src", "packages/cli/src"];

/** The folders below a folder, by their paths from there. */
function foldersIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => relative(join(root, folder), join(entry.parentPath, entry.name)));
}

/** Whether a folder need not be told of: it is for tests alone, or its name is a word of its commands. */
const goesWithoutSaying = (folder: string): boolean =>
  folder.split("/").includes("testing") || folder.startsWith("commands/");

/** The names with a slash behind them that the tree of the page has below a folder. */
function namedIn(folder: string): string[] {
  const start = page.indexOf(`\n${folder}/\n`) + `\n${folder}/\n`.length;
  const [tree = ""] = page.slice(start).split(/^\S/m);
  return [...tree.matchAll(/(?<![\w/-])([\w-]+(?:\/[\w-]+)*)\/(?![\w-])/g)].map(([, name = ""]) => name);
}

const isCalled = (folder: string, name: string): boolean => folder === name || folder.endsWith(`/${name}`);

describe.each(sources)("the tree of %s", (folder) => {
  const folders = foldersIn(folder);
  const rooms = folders.filter((each) => !goesWithoutSaying(each));
  const names = namedIn(folder);

  it("has every room", () => {
    expect(rooms.length).toBeGreaterThan(10);
    expect(rooms.filter((room) => !names.some((name) => isCalled(room, name)))).toEqual([]);
  });

  it("has nothing else", () => {
    expect(names.filter((name) => !folders.some((each) => isCalled(each, name)))).toEqual([]);
  });
});

it("what is to be touched for something new is there", () => {
  const table = readTables(page).find(({ heading }) => heading[1] === "touch");
  const paths = (table?.rows ?? [])
    .flatMap(([, places]) => codesIn(places))
    .filter((code) => code.includes("/") && !/[*{]/.test(code));
  expect(paths.length).toBeGreaterThan(10);
  const starts = ["", ...sources];
  expect(paths.filter((path) => !starts.some((start) => existsSync(join(root, start, path))))).toEqual([]);
});
