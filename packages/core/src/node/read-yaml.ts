import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  parseAllDocuments,
  type Alias,
  type Document,
  type Node,
  type Scalar,
} from "yaml";
import type { Outcome } from "../hcl/functions/function-world.ts";
import { fromBigInteger, infinity, parseBigFloat } from "../hcl/values/big-float.ts";
import { convert } from "../hcl/values/convert.ts";
import { stringType } from "../hcl/values/types.ts";
import {
  boolValue,
  nullValue,
  numberValue,
  objectValue,
  stringValue,
  tupleValue,
} from "../hcl/values/value.ts";
import type { Value } from "../hcl/values/value.ts";

/** The characters that cannot stand in YAML. @see zclconf/go-cty-yaml readerc.go (1.2.0) */
// oxlint-disable-next-line no-control-regex -- these are the ones that are meant
const controlCharacter = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;

/** Aliases can make much of little: a document of more values than this is refused. */
const mostValues = 200_000;

/**
 * The value of a YAML document, as Nomad's `yamldecode` has it: plain words by the rules of YAML 1.1 for booleans, and of 1.2
 * for numbers; times as texts; of equal keys the last one.
 * @see zclconf/go-cty-yaml {decode,resolve,implied_type}.go (1.2.0)
 */
export function readYaml(text: string): Outcome<Value> {
  if (controlCharacter.test(text)) return { problem: "control characters are not allowed" };
  const documents = parseAllDocuments(text, {
    schema: "failsafe",
    uniqueKeys: false,
    merge: false,
    logLevel: "silent",
  });
  if (!Array.isArray(documents) || documents.length === 0) return { problem: "the document is empty" };
  const [document, second] = documents;
  if (document === undefined || document.contents === null) return { problem: "the document is empty" };
  const [error] = document.errors;
  if (error !== undefined)
    return { problem: error.message.split("\n")[0]?.replace(/[:.]$/, "") ?? "a syntax error" };
  if (second !== undefined) return { problem: "there is more than one document" };
  const { directives } = document;
  if (directives?.yaml.explicit === true && directives.yaml.version !== "1.1") {
    return { problem: "only documents of YAML 1.1 can be read" };
  }
  try {
    return { result: new Reader(document).value(document.contents) };
  } catch (problem) {
    if (problem instanceof Refusal) return { problem: problem.message };
    throw problem;
  }
}

/** Leaves the walk through a document that cannot be read. */
class Refusal extends Error {}

class Reader {
  readonly #document: Document.Parsed;
  readonly #open = new Set<Node>();
  readonly #anchored = new Map<Alias, Node>();
  #count = 0;

  constructor(document: Document.Parsed) {
    this.#document = document;
  }

  value(node: unknown): Value {
    this.#count += 1;
    if (this.#count > mostValues) throw this.#refusal("the document has too many values");
    if (node === null || node === undefined) return nullValue;
    if (isAlias(node)) return this.value(this.#resolved(node));
    if (isScalar(node)) return scalarValue(node, (problem) => this.#refusal(problem));
    if (!isMap(node) && !isSeq(node)) throw this.#refusal("this kind of node is not supported");
    if (this.#open.has(node)) throw this.#refusal("an alias refers to a node that contains it");
    this.#open.add(node);
    const value = isSeq(node)
      ? tupleValue(node.items.map((item) => this.value(item)))
      : this.#object(node.items);
    this.#open.delete(node);
    return value;
  }

  /** Looked for once: each time it takes a walk through the document. */
  #resolved(alias: Alias): Node {
    const node = this.#anchored.get(alias) ?? alias.resolve(this.#document);
    if (node === undefined) throw this.#refusal(`there is no anchor "${alias.source}"`);
    this.#anchored.set(alias, node);
    return node;
  }

  #object(pairs: readonly unknown[]): Value {
    const merged = new Map<string, Value>();
    const own = new Map<string, Value>();
    for (const pair of pairs) {
      if (!isPair(pair)) continue;
      const value = this.value(pair.value);
      if (isMergeKey(pair.key)) this.#merge(value, merged);
      else own.set(this.#key(pair.key), value);
    }
    return objectValue([...merged, ...own]);
  }

  #key(node: unknown): string {
    const key = isScalar(node) || isAlias(node) ? convert(this.value(node), stringType) : undefined;
    if (key !== undefined && "value" in key && key.value.kind === "string") return key.value.value;
    throw this.#refusal("only texts can be keys");
  }

  #merge(value: Value, into: Map<string, Value>): void {
    const sources = value.kind === "tuple" ? value.items : [value];
    for (const source of sources) {
      if (source.kind !== "object") throw this.#refusal("only objects can be merged with <<");
      for (const [key, item] of source.entries) if (!into.has(key)) into.set(key, item);
    }
  }

  #refusal(problem: string): Refusal {
    return new Refusal(problem);
  }
}

function isMergeKey(node: unknown): boolean {
  return isScalar(node) && node.value === "<<" && node.type === "PLAIN";
}

const prefix = "tag:yaml.org,2002:";
const yes = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const no = /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const nothing = /^(?:|~|null|Null|NULL)$/;
const infinite = /^([+-]?)\.(?:inf|Inf|INF)$/;
const integer = /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/;
const decimal = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

function scalarValue(node: Scalar, refuse: (problem: string) => Refusal): Value {
  const text = typeof node.value === "string" ? node.value : "";
  const tag = node.tag ?? "";
  const name = tag.startsWith(prefix) ? tag.slice(prefix.length) : tag;
  if (tag !== "" && !/^(?:str|bool|int|float|null|timestamp|binary)$/.test(name)) {
    throw refuse(`the tag "${tag}" is not supported`);
  }
  // Only what is plain, or marked with a tag, is anything but a text.
  if (name === "str" || name === "binary" || node.type !== "PLAIN") return stringValue(text);
  if (yes.test(text) || no.test(text)) return boolValue(yes.test(text));
  if (nothing.test(text) || name === "null") return nullValue;
  const [, sign] = infinite.exec(text) ?? [];
  if (sign !== undefined) return numberValue(infinity(sign === "-"));
  if (/^\.(?:nan|NaN|NAN)$/.test(text)) throw refuse("there is no number NaN");
  const time = name === "" || name === "timestamp" ? timeText(text) : undefined;
  if (time !== undefined) return stringValue(time);
  const number = numberOf(text);
  if (number !== undefined) return number;
  if (name !== "") throw refuse(`${JSON.stringify(text)} is no ${name}`);
  return stringValue(text);
}

function numberOf(text: string): Value | undefined {
  if (integer.test(text) && /^0[ox]/.test(text)) return numberValue(fromBigInteger(BigInt(text)));
  if (!integer.test(text) && !decimal.test(text)) return undefined;
  const number = parseBigFloat(text);
  return number === undefined ? undefined : numberValue(number);
}

const time =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.\d+)?(Z|[+-]\d{2}:\d{2}))|(?: (\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.\d+)?))?$/;

/** A date or time as RFC 3339 has it, without fractions of a second. */
function timeText(text: string): string | undefined {
  const parts = time.exec(text);
  if (parts === null) return undefined;
  const [, year = "", month = "", day = ""] = parts;
  const [hour = "0", minute = "0", second = "0"] =
    parts[4] === undefined ? parts.slice(8, 11) : parts.slice(4, 7);
  const date = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month) - 1, Number(day)));
  const isDate = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  if (!isDate || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const two = (digits: string): string => digits.padStart(2, "0");
  const zone = parts[7] === undefined || parts[7] === "+00:00" ? "Z" : parts[7];
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${zone}`;
}
