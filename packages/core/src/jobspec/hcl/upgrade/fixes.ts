import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import { parseHcl } from "../../../hcl/parse-hcl.ts";
import type { Replacement } from "../../../hcl/replace-ranges.ts";
import { isIdentifier } from "../../../hcl/scan/identifier.ts";
import type { Block, Body } from "../../../hcl/syntax/body.ts";
import { asObject } from "./as-object.ts";
import type { Fix } from "./fix.ts";

/** The one way to write anew what an error is about; `undefined` where there is none, or more than one. */
export function fixFor({ code, source, detail = "" }: Diagnostic, text: string): Fix | undefined {
  if (source === undefined) return undefined;
  const at = source.start.offset;
  const fix = (summary: string, ...replacements: readonly Replacement[]): Fix => ({
    summary,
    at,
    replacements,
  });
  const insert = (offset: number, inserted: string): Replacement => ({
    start: offset,
    end: offset,
    text: inserted,
  });
  switch (code) {
    case "NX502":
      return text[at] === ";"
        ? fix("A semicolon was left out", { start: at, end: at + 1, text: "\n" })
        : undefined;
    case "NX506": {
      const quoted = /"([^"\\\n]*)"/y;
      quoted.lastIndex = at;
      const [whole = "", name = ""] = quoted.exec(text) ?? [];
      if (!isIdentifier(name)) return asObject(text, at);
      return fix("The quotes around the name of an argument were left out", {
        start: at,
        end: at + whole.length,
        text: name,
      });
    }
    case "NX508": {
      if (/^[\w-]+(?:\.[\w-]+)+[ \t]*=/.test(text.slice(at, at + 200))) return asObject(text, at);
      return text[at] === '"' ? ownLines(text, at) : undefined;
    }
    case "NX509":
    case "NX513":
      return ownLines(text, at);
    case "NX510":
    case "NX514":
      return text[at] === ";"
        ? fix("A semicolon was left out", { start: at, end: at + 1, text: "\n" })
        : fix("What stood behind on the same line was put on one of its own", insert(at, "\n"));
    case "NX511": {
      const isLast = /^,[ \t]*(?:\r?\n|#|\/\/|\}|$)/.test(text.slice(at, at + 200));
      return fix("A comma after an argument was left out", {
        start: at,
        end: at + 1,
        text: isLast ? "" : "\n",
      });
    }
    case "NX505":
      return withoutRepetition(text, at);
    case "NX533":
      return text[at] === "{"
        ? fix("A block within an object was given its equals sign", insert(at, "= "))
        : undefined;
    case "NX203": {
      const end = source.end.offset;
      const isText = text[at - 1] === '"' && text[end] === '"';
      return isText && detail.includes("list of string required, but have string")
        ? fix("A text was put into a list", insert(at - 1, "["), insert(end + 1, "]"))
        : undefined;
    }
    case "NX201": {
      const equals = /([\w-]+[ \t]*)=[ \t]*\{/y;
      equals.lastIndex = at;
      const name = equals.exec(text)?.[1];
      return name !== undefined && detail.includes("There is a block of this name")
        ? fix("The equals sign of a block was left out", {
            start: at + name.length,
            end: at + name.length + 1,
            text: "",
          })
        : undefined;
    }
    default:
      return undefined;
  }
}

/** Opens a block that is on one line, so that each argument can have its own. */
function ownLines(text: string, at: number): Fix | undefined {
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  const open = blocksIn(parseHcl(text).tree).findLast(
    (block) => block.open >= lineStart && block.open < at,
  )?.open;
  if (open === undefined) return undefined;
  return {
    summary: "The arguments of a block on one line were put on lines of their own",
    at: open,
    replacements: [{ start: open + 1, end: open + 1, text: "\n" }],
  };
}

/** Takes out an argument that says the same once more. Of two that differ, only their author knows which one counts. */
function withoutRepetition(text: string, at: number): Fix | undefined {
  const { tree } = parseHcl(text);
  for (const body of [tree, ...blocksIn(tree).map((block) => block.body)]) {
    const here = body.items.find((item) => item.kind === "attribute" && item.start === at);
    if (here?.kind !== "attribute") continue;
    const first = body.items.find((item) => item.kind === "attribute" && item.name === here.name);
    if (first?.kind !== "attribute" || first === here) return undefined;
    const value = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
    if (value(first.value) !== value(here.value)) return undefined;
    return {
      summary: "An argument that was set twice to the same value is set once",
      at,
      replacements: [{ start: here.start, end: here.end, text: "" }],
    };
  }
  return undefined;
}

/** All blocks, each before those in it. */
function blocksIn(body: Body): readonly Block[] {
  return body.items.flatMap((item) => (item.kind === "block" ? [item, ...blocksIn(item.body)] : []));
}
