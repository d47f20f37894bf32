import type { HclSource } from "../../../hcl/source.ts";
import type { Expression } from "../../../hcl/syntax/expression.ts";
import type { TextRange } from "../../../hcl/syntax/text-range.ts";
import type { SourceRange } from "../../../text/index.ts";
import { isRecord, type KeyPath } from "../../key-path.ts";
import type { HclArgument, HclBlock } from "./hcl-body.ts";

/** Where a block of the job stands, and where each of its fields. */
interface BlockPlace {
  readonly header: TextRange;
  readonly label: TextRange | undefined;
  readonly fields: Map<string, FieldPlace>;
}

/** Where the name of a field stands, and the expression or body that gives its value. */
interface FieldPlace {
  readonly name: TextRange;
  readonly value: TextRange;
  readonly expression?: Expression;
}

/**
 * Where the parts of a job stand in the HCL that it was read from. Blocks are known by their identity: what moves one to
 * another field, as reading does with ports and identities, does not lose its place.
 */
export class HclPlaces {
  readonly #source: HclSource;
  readonly #places = new WeakMap<object, BlockPlace>();

  constructor(source: HclSource) {
    this.#source = source;
  }

  /** Takes down where a block stands. */
  addBlock(hub: object, block: HclBlock): void {
    this.#places.set(hub, { header: block.header, label: block.labels[0]?.range, fields: new Map() });
  }

  /** Takes down where a field of a block stands. */
  addArgument(hub: object, field: string, { nameRange, expression }: HclArgument): void {
    const value = { start: expression.start, end: expression.end };
    this.#places.get(hub)?.fields.set(field, { name: nameRange, value, expression });
  }

  /** Takes down where the block stands that is the value of a field. */
  addBody(hub: object, field: string, block: HclBlock): void {
    this.#places.get(hub)?.fields.set(field, { name: block.typeRange, value: block.header });
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
    let range = this.#places.get(job)?.header;
    let value: unknown = job;
    let expression: Expression | undefined;
    for (const [index, key] of keys.entries()) {
      const own = typeof value === "object" && value !== null ? this.#places.get(value) : undefined;
      const field = own?.fields.get(String(key));
      const isLast = index === keys.length - 1;
      if (field !== undefined) {
        range = isLast && at === "key" ? field.name : field.value;
        expression = field.expression;
      } else if (own?.label !== undefined && isLast && isLabel(key)) {
        range = own.label;
      } else if (expression !== undefined) {
        expression = partOf(expression, key);
        if (expression !== undefined) range = { start: expression.start, end: expression.end };
      }
      value = stepInto(value, key);
      const inner = typeof value === "object" && value !== null ? this.#places.get(value) : undefined;
      if (inner !== undefined && !(isLast && field !== undefined && at === "key")) range = inner.header;
    }
    return range;
  }
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
