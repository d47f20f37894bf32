import { isWritable, plainText } from "../values/number-text.ts";
import type { Value } from "../values/value.ts";

/** Lines of texts in quotes are broken behind this column, where they may be. */
const width = 80;
/** Keys of more bytes than that stand behind a question mark, on a line of their own. */
const longestKey = 128;

/**
 * A value as a YAML document in block style: texts and keys in double quotes, texts of several lines as literal blocks.
 * @see zclconf/go-cty-yaml encode.go, emitterc.go (1.2.0)
 */
export function yamlText(value: Value): { readonly text: string } | { readonly problem: string } {
  const writer = new Writer();
  const problem = writer.write(value, "root", -1);
  return problem === undefined ? { text: writer.finish() } : { problem };
}

/** Where a value stands, which decides how it may be laid out. */
type Place = "root" | "item" | "entry" | "key";

class Writer {
  #text = "";
  #column = 0;
  /** Whether nothing but dashes and blanks stands on the line: what comes next may stand beside them. */
  #isIndented = true;
  /** Whether the end of the document has to be marked, since more could follow. */
  #isOpen = false;

  finish(): string {
    if (this.#column > 0) this.#put("\n");
    return this.#isOpen ? `${this.#text}...\n` : this.#text;
  }

  /** Writes a value; `indent` is that of what holds it. Returns why it cannot. */
  write(value: Value, place: Place, indent: number): string | undefined {
    switch (value.kind) {
      case "unknown":
        return "a value in it is not known";
      case "null":
        return this.#plain("null", place);
      case "bool":
        return this.#plain(String(value.value), place);
      case "number":
        if (!isWritable(value.value)) return "a number in it has more than a million digits";
        return this.#plain(plainText(value.value), place);
      case "string":
        return this.#scalar(value.value, place, indent);
      case "list":
      case "set":
      case "tuple":
        return this.#sequence(value.items, place, indent);
      case "map":
      case "object":
        return this.#mapping(value.entries, indent);
    }
  }

  #put(text: string): void {
    const lineBreak = text.lastIndexOf("\n");
    this.#text += text;
    this.#column = lineBreak < 0 ? this.#column + text.length : text.length - lineBreak - 1;
  }

  /** A sign of structure or the beginning of a scalar, with a blank before it where something stands there. */
  #indicate(sign: string, keepsIndention: boolean): void {
    const needsBlank = this.#column > 0 && !/[\s]$/.test(this.#text);
    this.#put(needsBlank ? ` ${sign}` : sign);
    this.#isIndented &&= keepsIndention;
    this.#isOpen = false;
  }

  /** Goes to the given column, on a new line where the present one holds something. */
  #indent(indent: number): void {
    const column = Math.max(0, indent);
    if (
      !this.#isIndented ||
      this.#column > column ||
      (this.#column === column && !/(^|\s)$/.test(this.#text))
    ) {
      this.#put("\n");
    }
    this.#put(" ".repeat(Math.max(0, column - this.#column)));
    this.#isIndented = true;
  }

  #plain(text: string, place: Place): undefined {
    this.#indicate(text, false);
    this.#isOpen = place === "root";
    return undefined;
  }

  #scalar(text: string, place: Place, indent: number): undefined {
    const inner = indent < 0 ? 2 : indent + 2;
    if (text.includes("\n") && place !== "key" && mayBeBlock(text)) this.#literal(text, inner);
    else this.#quoted(text, place, inner);
    return undefined;
  }

  #sequence(items: readonly Value[], place: Place, indent: number): string | undefined {
    if (items.length === 0) {
      this.#indicate("[]", false);
      return undefined;
    }
    // A list that is an entry of a map stands no further to the right than its key.
    const own = indent < 0 ? 0 : place === "entry" && !this.#isIndented ? indent : indent + 2;
    for (const item of items) {
      this.#indent(own);
      this.#indicate("-", true);
      const problem = this.write(item, "item", own);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  #mapping(entries: ReadonlyMap<string, Value>, indent: number): string | undefined {
    if (entries.size === 0) {
      this.#indicate("{}", false);
      return undefined;
    }
    const own = indent < 0 ? 0 : indent + 2;
    for (const [key, value] of entries) {
      this.#indent(own);
      const isSimple = !key.includes("\n") && new TextEncoder().encode(key).length <= longestKey;
      if (isSimple) {
        this.#scalar(key, "key", own);
        this.#put(":");
        this.#isIndented = false;
      } else {
        this.#indicate("?", true);
        this.#scalar(key, "entry", own);
        this.#indent(own);
        this.#indicate(":", true);
      }
      const problem = this.write(value, isSimple ? "entry" : "item", own);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  #literal(text: string, indent: number): void {
    const keepsBreaks = /(^|[\n\u0085\u2028\u2029])[\n\u0085\u2028\u2029]$/.test(text);
    const chomping = keepsBreaks ? "+" : isBreak(text.at(-1) ?? "") ? "" : "-";
    const hint = /^[ \n\u0085\u2028\u2029]/.test(text) ? "2" : "";
    this.#indicate(`|${hint}${chomping}`, false);
    this.#put("\n");
    for (const line of text.split(/(?<=\n)/)) {
      this.#put(line === "\n" ? line : " ".repeat(indent) + line);
    }
    this.#isIndented = true;
  }

  #quoted(text: string, place: Place, indent: number): void {
    this.#indicate('"', false);
    const characters = Array.from(text);
    let afterBlank = false;
    for (const [index, character] of characters.entries()) {
      if (character === " ") {
        const mayBreak = place !== "key" && !afterBlank && index > 0 && index < characters.length - 1;
        if (mayBreak && this.#column > width) {
          this.#put(`\n${" ".repeat(indent)}`);
          if (characters[index + 1] === " ") this.#put("\\");
        } else {
          this.#put(" ");
        }
        afterBlank = true;
      } else {
        this.#put(escaped(character));
        afterBlank = false;
      }
    }
    this.#put('"');
    this.#isIndented = false;
  }
}

function isBreak(character: string): boolean {
  return /[\r\n\u0085\u2028\u2029]/.test(character);
}

/** Characters that YAML writes as they are, by an old table in which those beyond U+FFFF are none. */
function isPrintable(character: string): boolean {
  return /^[\n -~\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]$/.test(character);
}

/** Whether a text can be a literal block: no blanks at its end or before a line break, nothing to escape. */
function mayBeBlock(text: string): boolean {
  if (text.endsWith(" ") || / [\n\u0085\u2028\u2029]/.test(text)) return false;
  return Array.from(text).every(isPrintable);
}

const named: Readonly<Record<string, string>> = {
  "\0": "\\0",
  "\u0007": "\\a",
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\v": "\\v",
  "\f": "\\f",
  "\r": "\\r",
  "\u001b": "\\e",
  '"': '\\"',
  "\\": "\\\\",
  "\u0085": "\\N",
  "\u2028": "\\L",
  "\u2029": "\\P",
};

function escaped(character: string): string {
  const name = named[character];
  if (name !== undefined) return name;
  if (isPrintable(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
