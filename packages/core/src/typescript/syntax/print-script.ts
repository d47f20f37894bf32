import { flatScript, isShorthand } from "./flat-script.ts";
import { hasRemarks } from "./names-in.ts";
import { inBackquotes, propertyName } from "./quote.ts";
import {
  call,
  emptyLine,
  type Arrow,
  type ArrayLiteral,
  type CallScript,
  type ObjectLiteral,
  type Remarks,
  type Script,
} from "./script.ts";
import { isDedented, isTall, type TextParts } from "./tall-text.ts";

/** The width that lines keep to, where what stands on them can be broken. */
const lineWidth = 110;

/** Where an expression is put: how deep, what stands before it on its line, and how much has to follow on its last one. */
interface Spot {
  readonly indent: number;
  readonly column: number;
  readonly after: number;
}

/** An expression as text, laid out as Prettier does it at 110 columns; `before` stands on its line already. */
export function printScript(script: Script, before = "", after = ""): string {
  const indent = before.length - before.trimStart().length;
  return before + print(script, { indent, column: before.length, after: after.length }) + after;
}

function print(script: Script, spot: Spot): string {
  const flat = flatScript(script);
  if (flat !== undefined && spot.column + flat.length + spot.after <= lineWidth) return flat;
  switch (script.kind) {
    case "object":
      return printObject(script, spot);
    case "array":
      return printArray(script, spot);
    case "call":
      return printCall(script, spot);
    case "arrow":
      return printArrow(script, spot);
    case "template":
      return printText(script.parts, spot);
    case "text":
      return flat ?? printText([script.value], spot);
    case "member": {
      const object = print(script.object, { ...spot, after: 0 });
      return object + memberSuffix(script.property);
    }
    case "choice": {
      const inner = spot.indent + 2;
      const condition = print(script.condition, { ...spot, after: 0 });
      const [yes, no] = [script.whenTrue, script.whenFalse].map((each) =>
        print(each, { indent: inner, column: inner + 2, after: spot.after }),
      );
      return `${condition}\n${blanks(inner)}? ${yes}\n${blanks(inner)}: ${no}`;
    }
    case "operation":
      return flat ?? script.operands.map((each) => print(each, spot)).join(` ${script.operator} `);
    case "code":
      return script.text;
  }
}

function printObject({ entries, below = [] }: ObjectLiteral, { indent }: Spot): string {
  const inner = indent + 2;
  const parts = entries.map(({ key, value, ...remarks }) => {
    if (isShorthand(key, value)) return withRemarks(value.text, remarks, inner);
    const name =
      key === undefined
        ? "..."
        : `${typeof key === "string" ? propertyName(key) : `[${flatScript(key) ?? ""}]`}: `;
    const flat = flatScript(value);
    const isWide = flat !== undefined && inner + name.length + flat.length + 1 > lineWidth;
    // A line break after a short key would win nothing.
    const isLong = value.kind === "text" && name.length > 6;
    const isBinary =
      value.kind === "operation" || (value.kind === "choice" && value.condition.kind === "operation");
    const goesBelow = isWide && (isLong || isBinary);
    const text = goesBelow
      ? `${name.trimEnd()}\n${blanks(inner + 2)}${print(value, { indent: inner + 2, column: inner + 2, after: 1 })}`
      : name + print(value, { indent: inner, column: inner + name.length, after: 1 });
    return withRemarks(text, remarks, inner);
  });
  return `{\n${parts.join("")}${commentLines(below, inner)}${blanks(indent)}}`;
}

function printArray({ items, below = [] }: ArrayLiteral, { indent }: Spot): string {
  const inner = indent + 2;
  const parts = items.map(({ value, spread, ...remarks }) => {
    const name = spread === true ? "..." : "";
    return withRemarks(
      name + print(value, { indent: inner, column: inner + name.length, after: 1 }),
      remarks,
      inner,
    );
  });
  const isNumbers =
    items.length > 1 && items.every(({ value }) => value.kind === "code" && /^-?[\d.]+$/.test(value.text));
  const body =
    isNumbers && !items.some(hasRemarks)
      ? filled(
          items.map(({ value }) => flatScript(value) ?? ""),
          inner,
        )
      : parts.join("");
  return `[\n${body}${commentLines(below, inner)}${blanks(indent)}]`;
}

/** Numbers, as many on a line as there is room for. */
function filled(texts: readonly string[], indent: number): string {
  const lines: string[] = [];
  let line = "";
  for (const text of texts) {
    if (line !== "" && indent + line.length + text.length + 2 > lineWidth) {
      lines.push(line);
      line = "";
    }
    line += `${line === "" ? "" : " "}${text},`;
  }
  return [...lines, line].map((each) => `${blanks(indent)}${each}\n`).join("");
}

function withRemarks(text: string, { above = [], behind }: Remarks, indent: number): string {
  return `${commentLines(above, indent)}${blanks(indent)}${text},${behind === undefined ? "" : ` // ${behind}`}\n`;
}

/** Comments on lines of their own. */
export function commentLines(lines: readonly string[], indent: number): string {
  const first = lines.findIndex((each) => each !== emptyLine);
  const last = lines.findLastIndex((each) => each !== emptyLine);
  const shown = lines.slice(Math.max(first, 0), last + 1);
  return shown
    .map((each) => (each === emptyLine ? "\n" : `${blanks(indent)}//${each === "" ? "" : " "}${each}\n`))
    .join("");
}

function printCall(script: CallScript, spot: Spot): string {
  const chain = chainOf(script);
  return chain === undefined ? printOneCall(script, spot) : printChain(chain, spot);
}

/** Calls of methods one after the other, and what the first of them is called on. */
interface CallChain {
  readonly start: Script;
  readonly calls: readonly { readonly name: string; readonly arguments: readonly Script[] }[];
}

/** A chain of calls that stand one a line where there is not room for all: so many that it helps. */
function chainOf(script: CallScript): CallChain | undefined {
  const calls: CallChain["calls"][number][] = [];
  let start: Script = script;
  while (
    start.kind === "call" &&
    start.callee.kind === "member" &&
    typeof start.callee.property === "string"
  ) {
    calls.unshift({ name: start.callee.property, arguments: start.arguments });
    start = start.callee.object;
  }
  return calls.length > 2 || (calls.length === 2 && start.kind === "call") ? { start, calls } : undefined;
}

function printChain({ start, calls }: CallChain, spot: Spot): string {
  const inner = spot.indent + 2;
  const lines = calls.map(({ name, arguments: given }, index) => {
    const isLast = index === calls.length - 1;
    const line = { indent: inner, column: inner + 1, after: isLast ? spot.after : 0 };
    return `\n${blanks(inner)}.${print(call(name, ...given), line)}`;
  });
  return print(start, { ...spot, after: 0 }) + lines.join("");
}

function printOneCall({ callee, arguments: given, isNew }: CallScript, spot: Spot): string {
  const { indent } = spot;
  const name = (isNew === true ? "new " : "") + print(callee, { ...spot, after: 1 });
  const last = given.at(-1);
  const before = given.slice(0, -1).map(flatScript);
  const head = `${name}(${before.map((each) => `${each ?? ""}, `).join("")}`;
  const hugs = last !== undefined && ["object", "array", "arrow", "template", "text"].includes(last.kind);
  if (last !== undefined && hugs && !before.includes(undefined)) {
    const column = spot.column + lastLine(head).length;
    return `${head}${print(last, { indent, column, after: spot.after + 1 })})`;
  }
  const inner = indent + 2;
  const lines = given.map(
    (each) => `${blanks(inner)}${print(each, { indent: inner, column: inner, after: 1 })},\n`,
  );
  return `${name}(\n${lines.join("")}${blanks(indent)})`;
}

function printArrow({ parameters, result }: Arrow, spot: Spot): string {
  const head = `${parameters} => `;
  const isObject = result.kind === "object";
  const inner = print(result, {
    ...spot,
    column: spot.column + head.length + (isObject ? 1 : 0),
    after: spot.after + (isObject ? 1 : 0),
  });
  return isObject ? `${head}(${inner})` : head + inner;
}

/** A text in backquotes; in lines at the depth of the code where `dedent` takes the blanks off again. */
function printText(parts: TextParts, { indent }: Spot): string {
  const texts = parts.map((part) =>
    typeof part === "string" ? inBackquotes(part) : `\${${flatScript(part) ?? printScript(part)}}`,
  );
  const text = texts.join("");
  if (!isTall(parts) || !isDedented(parts)) return `\`${text}\``;
  const lines = text.split("\n").map((each) => (each === "" ? "" : blanks(indent + 2) + each));
  const end = text.endsWith("\n") ? blanks(indent) : "";
  return `dedent\`\n${lines.join("\n")}${end}\``;
}

function memberSuffix(property: string | Script): string {
  return typeof property === "string" ? `.${property}` : `[${flatScript(property) ?? printScript(property)}]`;
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf("\n") + 1);
}

function blanks(count: number): string {
  return " ".repeat(count);
}
