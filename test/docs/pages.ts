import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The workspace. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** One page of the documentation. */
export interface Page {
  /** Path in the workspace. */
  readonly name: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** A fenced block: what its reader can copy, or see on a screen. */
export interface Block {
  /** The line of its first line of content in the page, from 1. */
  readonly line: number;
  /** Offset of the content in the page's text. */
  readonly start: number;
  readonly language: string;
  /** The words behind the language: `nomad`, `wrong`, `file=…`. */
  readonly words: readonly string[];
  readonly content: string;
  /** The file that the block is: named behind the language, or by a comment in its first line. */
  readonly file?: string;
}

/** README.md and everything in docs/. */
export function readPages(): Page[] {
  const names = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"));
  return ["README.md", ...names.toSorted().map((name) => `docs/${name}`)].map((name) => {
    const text = readFileSync(join(root, name), "utf8");
    return { name, text, blocks: readBlocks(text) };
  });
}

function readBlocks(text: string): Block[] {
  return [...text.matchAll(/^```(\S+)(.*)\n([^]*?)^```$/gm)].map((match) => {
    const [whole, language = "", words = "", content = ""] = match;
    const start = match.index + whole.indexOf("\n") + 1;
    const file = /\bfile=(\S+)/.exec(words)?.[1] ?? /^(?:\/\/|#) (\S+\.\w+)\n/.exec(content)?.[1];
    return {
      line: text.slice(0, start).split("\n").length,
      start,
      language,
      words: words.split(" ").filter((word) => word !== ""),
      content,
      ...(file !== undefined && { file }),
    };
  });
}
