import type { HclSource } from "../../../hcl/source.ts";
import type { Expression } from "../../../hcl/syntax/expression.ts";
import type { TextRange } from "../../../hcl/syntax/text-range.ts";
import type { SourceRange } from "../../../text/index.ts";
import { isRecord, type KeyPath } from "../../key-path.ts";
import type { Block } from "../../schema/_define.ts";
import type { Content, HclArgument, HclBlock } from "./hcl-body.ts";

/** A block of the job as it is written. */
interface ReadBlock {
  readonly block: HclBlock;
  readonly content: Content;
  /** By which its content became fields; without one, fields are called as the arguments are. */
  readonly schema: Block | undefined;
}

/**
 * Where the parts of a job stand in the HCL that it was read from. Blocks are known by their identity: what moves one to
 * another field, as reading does with ports and identities, does not lose its place.
 */
export class HclPlaces {
  readonly #source: HclSource;
  readonly #blocks = new Map<object, ReadBlock>();

  constructor(source: HclSource) {
    this.#source = source;
  }

  /** Takes down what a part of the job was read from. */
  add(hub: object, block: HclBlock, content: Content, schema?: Block): void {
    this.#blocks.set(hub, { block, content, schema });
  }

  /**
   * Where steps into the job lead in the text; what is not written there is where the block is that it belongs to.
   * @param at whether the name of the last field is meant, or its value.
   */
  rangeOf(job: object, keys: KeyPath, at: "key" | "value" = "value"): SourceRange | undefined {
    const range = this.#find(job, keys, at);
    return range === undefined ? undefined : this.#source.rangeOf(range);
  }

  #find(job: object, keys: KeyPath, at: "key" | "value"): TextRange | undefined {
    let range: TextRange | undefined = this.#blockOf(job)?.block.header;
    let value: unknown = job;
    let expression: Expression | undefined;
    for (const [index, key] of keys.entries()) {
      const own = this.#blockOf(value);
      const field = own === undefined ? undefined : fieldOf(own, String(key));
      const label = own?.block.labels[0]?.range;
      const isLast = index === keys.length - 1;
      if (field !== undefined) {
        range = isLast && at === "key" ? nameOf(field) : valueOf(field);
        expression = "expression" in field ? field.expression : undefined;
      } else if (label !== undefined && isLast && isLabel(key)) {
        range = label;
      } else if (expression !== undefined) {
        expression = partOf(expression, key);
        if (expression !== undefined) range = expression;
      }
      value = stepInto(value, key);
      const inner = this.#blockOf(value);
      if (inner !== undefined && !(isLast && field !== undefined && at === "key")) range = inner.block.header;
    }
    return range;
  }

  #blockOf(value: unknown): ReadBlock | undefined {
    return typeof value === "object" && value !== null ? this.#blocks.get(value) : undefined;
  }
}

/** The part of a block that gives a field its value: the first of its blocks, or an argument. */
function fieldOf({ content, schema }: ReadBlock, field: string): HclArgument | HclBlock | undefined {
  const isMeant = (name: string) => field === (schema === undefined ? name : schema.fields[name]?.api);
  return (
    content.blocks.find(({ type }) => isMeant(type)) ?? content.arguments.find(({ name }) => isMeant(name))
  );
}

function nameOf(field: HclArgument | HclBlock): TextRange {
  return "expression" in field ? field.nameRange : field.typeRange;
}

function valueOf(field: HclArgument | HclBlock): TextRange {
  return "expression" in field ? field.expression : field.header;
}

function isLabel(key: string | number): boolean {
  return key === "Name" || key === "Label" || key === "ID";
}

function stepInto(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return value[Number(key)] as unknown;
  return isRecord(value) ? value[key] : undefined;
}

/** The expression that gives a part of another one's value, where that can be seen. */
function partOf(expression: Expression, key: string | number): Expression | undefined {
  if (expression.kind === "tuple") return expression.items[Number(key)];
  if (expression.kind !== "object") return undefined;
  return expression.entries.find(({ key: name }) => wordOf(name) === key)?.value;
}

function wordOf(key: Expression): string | undefined {
  if (key.kind === "reference" && key.steps.length === 0) return key.name;
  const [part, ...others] = key.kind === "template" ? key.parts : [];
  return part?.kind === "text" && others.length === 0 ? part.value : undefined;
}
