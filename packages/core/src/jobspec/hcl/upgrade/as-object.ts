import { parseHcl } from "../../../hcl/parse-hcl.ts";
import { TokenKind } from "../../../hcl/scan/token-kind.ts";
import type { Tokens } from "../../../hcl/scan/tokens.ts";
import type { Block, Body } from "../../../hcl/syntax/body.ts";
import type { Fix } from "./fix.ts";

/**
 * Turns the block around `at` into an argument with an object, whose keys may have quotes and dots in them: `env { "a.b" = 1 }`
 * into `env = { "a.b" = 1 }`. Only where Nomad makes the same of both: for a task's `env`, the `meta` of a job, group or task,
 * and a block without labels in a driver's `config`, each where it stands once and has no blocks in it.
 * @see hashicorp/nomad jobspec2/parse_map.go, jobspec2/parse_job.go (2.0.5)
 */
export function asObject(text: string, at: number): Fix | undefined {
  const { tree, source } = parseHcl(text);
  const path = blocksAround(tree, at);
  const block = path.at(-1);
  const outer = path.at(-2);
  if (block === undefined || outer === undefined || block.open < 0 || block.labels.length > 0)
    return undefined;
  const isMap =
    (block.type === "env" && outer.type === "task") ||
    (block.type === "meta" && ["job", "group", "task"].includes(outer.type)) ||
    path.slice(0, -1).some(({ type }) => type === "config");
  const isOnce = outer.body.items.filter((item) => nameOf(item) === block.type).length === 1;
  if (!isMap || !isOnce || block.body.items.some(({ kind }) => kind === "block")) return undefined;
  const end = closingBrace(source.tokens, block.open);
  if (end === undefined) return undefined;
  const names = [...text.slice(block.open, end).matchAll(/^([ \t]*)([\w-]+(?:\.[\w-]+)+)(?=[ \t]*=)/gm)];
  return {
    summary: `The block "${block.type}" became an object, whose keys may be any texts`,
    at: block.open,
    replacements: [
      { start: block.open, end: block.open, text: "= " },
      ...names.map(({ index, 1: blanks = "", 2: name = "" }) => {
        const start = block.open + index + blanks.length;
        return { start, end: start + name.length, text: `"${name}"` };
      }),
      // An entry may end where the brace is; an object of several lines is closed on one of its own.
      ...(/\n[ \t]*$/.test(text.slice(0, end)) ? [] : [{ start: end, end, text: "\n" }]),
    ],
  };
}

/** The blocks around an offset, from the outermost on. */
function blocksAround(body: Body, at: number): readonly Block[] {
  // After an error a block may seem to end early: the last one that begins before it is meant.
  const inner = body.items.findLast((item) => item.start <= at);
  return inner?.kind === "block" && at > inner.open ? [inner, ...blocksAround(inner.body, at)] : [];
}

function closingBrace(tokens: Tokens, open: number): number | undefined {
  let depth = 0;
  for (let index = 0; index < tokens.count; index++) {
    if (tokens.start(index) < open) continue;
    const kind = tokens.kind(index);
    if (kind === TokenKind.openBrace) depth++;
    else if (kind === TokenKind.closeBrace && --depth === 0) return tokens.start(index);
  }
  return undefined;
}

function nameOf(item: Body["items"][number]): string {
  return item.kind === "block" ? item.type : item.name;
}
