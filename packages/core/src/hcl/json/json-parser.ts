import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import { maximumDepth, maximumProblems } from "../parse/limits.ts";
import { isNumber } from "../parse/parse-number.ts";
import { problems } from "../parse/problems.ts";
import type { HclProblem, Problem } from "../problem.ts";
import type { TextRange } from "../syntax/text-range.ts";
import type { JsonArray, JsonNode, JsonObject, JsonProperty, JsonString } from "./json-node.ts";
import { jsonProblems } from "./json-problems.ts";
import { jsonStringError } from "./json-string-error.ts";
import { jsonTokenAt, type JsonToken, type JsonTokenKind } from "./json-token.ts";

/**
 * Parses a value of HCL's JSON syntax, with HCL's recovery from errors.
 * @see hashicorp/hcl json/parser.go (v2.20.2)
 */
export class JsonParser {
  readonly problems: HclProblem[] = [];
  #next: JsonToken;
  readonly #text: string;
  #depth = 0;
  #hasGivenUp = false;

  constructor(text: string) {
    this.#text = text;
    this.#next = jsonTokenAt(text, 0);
  }

  /** The next token. */
  peek(): JsonToken {
    return this.#next;
  }

  value(): JsonNode {
    const token = this.peek();
    switch (token.kind) {
      case "{":
      case "[":
        return this.#nested(token);
      case "string":
        return this.#string();
      case "number":
        return this.#number();
      case "keyword":
        return this.#keyword();
      case "}":
        return this.#invalid(jsonProblems.noValue, token, token);
      case "]":
        return this.#invalid(jsonProblems.noElement, token, token);
      case "end":
        return this.#invalid(jsonProblems.noValueAtEnd, token, token);
      default:
        return this.#invalid(jsonProblems.notAValue, token, token);
    }
  }

  report(problem: Problem, subject: TextRange, context?: TextRange): void {
    if (this.#hasGivenUp || this.problems.length === maximumProblems) return;
    const { start, end } = subject;
    this.problems.push({ ...problem, subject: { start, end }, context });
  }

  #nested(token: JsonToken): JsonNode {
    this.#depth++;
    if (this.#depth > maximumDepth) {
      this.report(problems.tooDeep, token);
      this.#hasGivenUp = true;
      this.#next = { kind: "end", start: this.#text.length, end: this.#text.length };
    }
    const node = token.kind === "{" ? this.#object() : this.#array();
    this.#depth--;
    return node;
  }

  #object(): JsonNode {
    const open = this.#read();
    const properties: JsonProperty[] = [];
    while (this.peek().kind !== "}") {
      const name = this.value();
      if (name.kind !== "json-string") {
        const first = name.kind === "json-object" || name.kind === "json-array" ? name.start + 1 : name.end;
        return this.#invalid(jsonProblems.nameNotText, { start: name.start, end: first }, open);
      }
      const colon = this.#read();
      if (colon.kind !== ":") {
        this.#recover("{", "}", colon);
        return this.#invalid(noColon(colon.kind), colon, open);
      }
      const value = this.value();
      properties.push({ kind: "json-property", start: name.start, end: name.end, name: name.value, value });
      const problem = this.#endOfProperty(open);
      if (problem !== undefined) return this.#invalid(...problem, open);
    }
    const { start } = open;
    return { kind: "json-object", start, end: this.#read().end, properties } satisfies JsonObject;
  }

  /** Reads what follows a property; what is wrong with it, and where. */
  #endOfProperty(open: JsonToken): readonly [Problem, TextRange] | undefined {
    switch (this.peek().kind) {
      case ",": {
        const comma = this.#read();
        return this.peek().kind === "}" ? [jsonProblems.commaAtObjectEnd, comma] : undefined;
      }
      case "}":
        return undefined;
      case "end":
        return [jsonProblems.unclosedObject, open];
      case "]":
        this.#read();
        return [jsonProblems.objectClosedByBracket, this.peek()];
      default:
        this.#recover("{", "}", this.#read());
        return [jsonProblems.noPropertySeparator, this.peek()];
    }
  }

  #array(): JsonNode {
    const open = this.#read();
    const values: JsonNode[] = [];
    while (this.peek().kind !== "]") {
      values.push(this.value());
      const problem = this.#endOfItem(open);
      if (problem !== undefined) return this.#invalid(...problem, open);
    }
    return { kind: "json-array", start: open.start, end: this.#read().end, values } satisfies JsonArray;
  }

  /** Reads what follows an item; what is wrong with it, and where. */
  #endOfItem(open: JsonToken): readonly [Problem, TextRange] | undefined {
    switch (this.peek().kind) {
      case ",": {
        const comma = this.#read();
        return this.peek().kind === "]" ? [jsonProblems.commaAtArrayEnd, comma] : undefined;
      }
      case "]":
        return undefined;
      case "end":
        return [jsonProblems.unclosedArray, open];
      case ":":
        this.#recover("[", "]", this.#read());
        return [jsonProblems.colonInArray, this.peek()];
      case "}":
        this.#recover("[", "]", this.#read());
        return [jsonProblems.arrayClosedByBrace, this.peek()];
      default:
        this.#recover("[", "]", this.#read());
        return [jsonProblems.noItemSeparator, this.peek()];
    }
  }

  #string(): JsonNode {
    const { start, end } = this.#read();
    const source = this.#text.slice(start, end);
    const error = jsonStringError(source);
    if (error !== undefined) {
      const at = start + error;
      return this.#invalid(jsonProblems.badText, { start: at, end: at + 1 }, { start, end }, { start, end });
    }
    // A text without errors is one of JSON; halves of surrogate pairs are nothing that Go can hold.
    const value = source.includes("\\")
      ? String(JSON.parse(source)).replaceAll(/\p{Surrogate}/gu, "\ufffd")
      : source.slice(1, -1);
    return { kind: "json-string", start, end, value } satisfies JsonString;
  }

  #number(): JsonNode {
    const { start, end } = this.#read();
    const text = this.#text.slice(start, end);
    const isJson = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text);
    if (!isJson || !isNumber(text.replace("-", ""))) {
      return this.#invalid(jsonProblems.badNumber(text), { start, end }, { start, end });
    }
    return { kind: "json-number", start, end, text };
  }

  #keyword(): JsonNode {
    const { start, end } = this.#read();
    const word = this.#text.slice(start, end);
    switch (word) {
      case "true":
        return { kind: "json-boolean", start, end, value: true };
      case "false":
        return { kind: "json-boolean", start, end, value: false };
      case "null":
        return { kind: "json-null", start, end };
      case "undefined":
      case "NaN":
      case "Infinity":
        return this.#invalid(jsonProblems.javaScriptWord(word), { start, end }, { start, end });
      default: {
        const meant = didYouMean(word, ["true", "false", "null"]);
        return this.#invalid(jsonProblems.unknownWord(word, meant), { start, end }, { start, end });
      }
    }
  }

  #read(): JsonToken {
    const token = this.peek();
    // Nothing comes after what means nothing.
    const isOver = token.kind === "invalid" || token.kind === "end";
    this.#next = isOver
      ? { kind: "end", start: token.end, end: token.end }
      : jsonTokenAt(this.#text, token.end);
    return token;
  }

  /** Goes on after the bracket that closes the one at hand, beginning with a token that has been read. */
  #recover(opener: JsonTokenKind, closer: JsonTokenKind, from: JsonToken): void {
    let open = 1;
    for (let token = from; token.kind !== "end"; token = this.#read()) {
      if (token.kind === opener) open++;
      if (token.kind === closer) open--;
      if (token.kind === closer && open <= 1) return;
    }
  }

  #invalid(problem: Problem, subject: TextRange, { start, end }: TextRange, context?: TextRange): JsonNode {
    this.report(problem, subject, context);
    return { kind: "json-invalid", start, end };
  }
}

function noColon(kind: JsonTokenKind): Problem {
  if (kind === "}" || kind === ",") return jsonProblems.nameWithoutValue;
  return kind === "=" ? jsonProblems.equalsSign : jsonProblems.noColon;
}
