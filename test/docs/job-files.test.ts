import { execFile, spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { makeCheckout, writeFile } from "./checkout.ts";
import { compileErrors } from "./compile-errors.ts";
import { readPages, root, type Block } from "./pages.ts";

/** A TypeScript block and the file that it is checked as. */
interface Script {
  readonly where: string;
  readonly file: string;
  readonly block: Block;
}

const pages = readPages().map(({ name, blocks }) => {
  const folder = makeCheckout();
  const scripts = blocks
    .filter(({ language }) => language === "ts")
    .map((block): Script => {
      const wanted = block.file ?? `jobs/block-${block.line}.ts`;
      // A page may show a file again, changed: its first version keeps the name, for those that import it.
      const isFirst = blocks.find(({ file }) => file === block.file) === block;
      const file =
        isFirst || block.file === undefined ? wanted : wanted.replace(/\.ts$/, `-${block.line}.ts`);
      return { where: `${name}:${block.line}`, file: join(folder, file), block };
    });
  return { name, folder, scripts };
});
const scripts = pages.flatMap((page) => page.scripts);

beforeAll(() => {
  // The declarations of the library, in case only its code has been built.
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  spawnSync(process.execPath, [tsc, "-b", join(root, "packages/core"), "--noCheck"], { stdio: "inherit" });
  for (const { file, block } of scripts) writeFile("/", file, block.content);
}, 120_000);

afterAll(() => {
  for (const { folder } of pages) rmSync(folder, { recursive: true });
});

it.for(readPages())(
  "all blocks of $name are commands, TypeScript, or files that a command reads",
  ({ blocks }) => {
    const unchecked = blocks.filter(
      ({ language, file }) => !["console", "ts"].includes(language) && file === undefined,
    );
    expect(unchecked).toEqual([]);
  },
);

describe("a TypeScript block", () => {
  it("compiles, but for the errors that it shows", { timeout: 120_000 }, () => {
    const errors = compileErrors(scripts.map(({ file }) => file));
    const found = scripts.map(({ where, file }) => ({ where, errors: errors.get(file) ?? [] }));
    expect(found).toEqual(scripts.map(({ where, block }) => ({ where, errors: shownErrors(block.content) })));
  });

  it("shows errors where it is marked as wrong, and only there", () => {
    for (const { where, block } of scripts) {
      const hasErrors = shownErrors(block.content).length > 0;
      expect({ where, wrong: block.words.includes("wrong") }).toEqual({ where, wrong: hasErrors });
    }
  });

  it("equals the file of the repository that it names", () => {
    const copies = scripts.flatMap(({ block: { file, content } }) =>
      file !== undefined && existsSync(join(root, file)) ? [{ file, content }] : [],
    );
    expect(copies).not.toEqual([]);
    for (const { file, content } of copies) expect(content).toBe(readFileSync(join(root, file), "utf8"));
  });
});

describe("the jobs of a page", () => {
  const withJobs = pages
    .map(({ name, folder, scripts: all }) => ({
      name,
      folder,
      files: all.filter(({ block }) => isJobFile(block)).map(({ file }) => file),
    }))
    .filter(({ files }) => files.length > 0);

  it.for(withJobs)("are valid in $name", { timeout: 60_000 }, async ({ folder, files }) => {
    const cli = join(root, "packages/cli/bin/run.js");
    const rendered = promisify(execFile)(process.execPath, [
      cli,
      "render",
      "--out",
      join(folder, "out"),
      ...files,
    ]);
    await expect(rendered).resolves.toMatchObject({ stdout: "" });
  });
});

function isJobFile({ content, words }: Block): boolean {
  return /\bjob\(/.test(content) && !words.includes("wrong");
}

/** The messages under the lines of a block: `// ^ Type 'number' is not assignable to …`. */
function shownErrors(content: string): string[] {
  return [...content.matchAll(/^ *\/\/ *\^ (.*)$/gm)].map(([, message = ""]) => message);
}
