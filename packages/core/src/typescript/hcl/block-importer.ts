import { groupBy } from "../../units/group-by.ts";
import { stringType } from "../../hcl/values/types.ts";
import { objectValue } from "../../hcl/values/value.ts";
import { shapeOf } from "../../jobspec/hcl/read/decode-block.ts";
import { elementsOf, readDynamic, type DynamicBlock } from "../../jobspec/hcl/read/dynamic-block.ts";
import type { HclBlock, HclBody, Report, Shape } from "../../jobspec/hcl/read/hcl-body.ts";
import type { Attribute, Block, Field, NestedBlock } from "../../jobspec/schema/_define.ts";
import { losesOrder, orderText } from "../spec/label-order.ts";
import { blockObject, labelledObject } from "../spec/block-layout.ts";
import {
  array,
  call,
  type ArrayPart,
  type ObjectLiteral,
  type ObjectPart,
  type Script,
} from "../syntax/script.ts";
import { BodyValues } from "./body-values.ts";
import type { ImportState } from "./import-state.ts";
import { AttributeValues } from "./values.ts";
import type { Place } from "./place.ts";
import { Translator } from "./translator.ts";

/** Translates the blocks of a job: by the schema, as they are read. */
export class BlockImporter {
  readonly #translator: Translator;
  readonly #values: AttributeValues;
  readonly #bodies: BodyValues;
  readonly #state: ImportState;

  constructor(state: ImportState) {
    this.#state = state;
    this.#translator = new Translator(state);
    this.#values = new AttributeValues(this.#translator);
    this.#bodies = new BodyValues(this.#translator);
  }

  get translator(): Translator {
    return this.#translator;
  }

  /** The object of a block; `owner` is where the block begins. */
  block(block: Block, body: HclBody, place: Place, owner: number): ObjectLiteral {
    const shape = withDynamic(shapeOf(block));
    const content = body.within(place.scope).content(shape, this.#report);
    const parts: Placed[] = content.arguments.flatMap(({ name, nameRange, expression }): Placed[] => {
      const field = block.fields[name];
      if (field?.kind !== "attribute") return [];
      const [value, note] = this.#translator.orValue(expression, place, (at) =>
        this.#values.attribute(block, name, field, expression, at),
      );
      if (value === undefined) return [];
      return [
        {
          start: nameRange.start,
          starts: [nameRange.start],
          part: { key: name, value, ...this.#state.remarks(nameRange.start, ...note) },
        },
      ];
    });
    const starts = [
      ...parts.map(({ start }) => start),
      ...content.blocks.map(({ typeRange }) => typeRange.start),
    ];
    const sources = content.blocks.flatMap((each) => this.#sourceOf(each, shapeOf(block)));
    for (const [type, same] of groupBy(sources, (source) => source.type)) {
      const field = block.fields[type];
      if (field !== undefined) parts.push(...this.#blocks(type, field, same, place));
    }
    const sorted = parts.toSorted((a, b) => a.start - b.start);
    return blockObject(
      block,
      sorted.map(({ part }) => part),
      this.#state.below(
        starts.toSorted((a, b) => a - b),
        owner,
      ),
    );
  }

  readonly #report: Report = ({ subject, detail }) => {
    this.#state.refuse(subject, detail);
  };

  #sourceOf(block: HclBlock, shape: Shape): readonly Source[] {
    const { start } = block.typeRange;
    if (block.type !== "dynamic") return [{ type: block.type, start, block }];
    const dynamic = readDynamic(block, shape, this.#report);
    return dynamic === undefined ? [] : [{ type: dynamic.type, start, block, dynamic }];
  }

  #blocks(type: string, field: Field, sources: readonly Source[], place: Place): readonly Placed[] {
    const [first] = sources;
    if (first === undefined) return [];
    const { start } = first;
    const value = this.#valueOf(field, sources, place);
    if (value === undefined) return [];
    // A single block has its comments itself; those of several stand at each.
    const isOne =
      sources.length === 1 && first.dynamic === undefined && !(field.kind === "block" && isLabelled(field));
    const remarks = isOne || first.dynamic !== undefined ? this.#state.remarks(start) : {};
    return [{ start, starts: [start], part: { key: type, value, ...remarks } }];
  }

  #valueOf(field: Field, sources: readonly Source[], place: Place): Script | undefined {
    const [first] = sources;
    if (first === undefined) return undefined;
    if (field.kind === "block") return this.#nested(field, sources, place);
    const given = first.block.body.within(place.scope).configuration(this.#report);
    const starts = given.map(({ nameRange }) => nameRange.start);
    const below = this.#state.below(starts, first.start);
    const entries =
      field.kind === "body" ? this.#bodies.parts(given, place) : this.#mapParts(field, given, place);
    return { kind: "object", entries, ...(below.length > 0 && { below }) };
  }

  /** A map that is written as a block. */
  #mapParts(
    field: Attribute,
    given: ReturnType<HclBody["configuration"]>,
    place: Place,
  ): readonly ObjectPart[] {
    const { name } = field.type;
    return given.flatMap(({ name: key, nameRange, expression }): ObjectPart[] => {
      const inner: Attribute = {
        ...field,
        type: {
          ...field.type,
          name: name === "strings map" ? "strings" : name === "int map" ? "int" : "scalar",
        },
      };
      const [value, note] = this.#translator.orValue(expression, place, (at) =>
        this.#values.attribute(emptyBlock, key, inner, expression, at),
      );
      return value === undefined ? [] : [{ key, value, ...this.#state.remarks(nameRange.start, ...note) }];
    });
  }

  #nested(field: NestedBlock, sources: readonly Source[], place: Place): Script | undefined {
    if (isLabelled(field)) return this.#labelled(field, sources, place);
    const [first, ...others] = sources;
    if (first === undefined) return undefined;
    if (field.repeat === "one" || (others.length === 0 && first.dynamic === undefined)) {
      if (first.dynamic === undefined) return this.block(field.block, first.block.body, place, first.start);
      return this.#writtenOut(first.dynamic, place, (inner, body) =>
        this.block(field.block, body, inner, first.start),
      )?.at(0);
    }
    const items = sources.flatMap((source): ArrayPart[] => {
      const { dynamic, start } = source;
      if (dynamic === undefined)
        return [
          { value: this.block(field.block, source.block.body, place, start), ...this.#state.remarks(start) },
        ];
      const within: Place = sources.length === 1 ? place : { ...place, widens: true };
      const made = this.#mapped(dynamic, within, (inner) =>
        this.block(field.block, dynamic.content, inner, start),
      );
      if (made.list !== undefined) return [{ value: made.list, spread: true, ...this.#state.remarks(start) }];
      return (made.items ?? []).map((value) => ({ value }));
    });
    const [only] = items;
    return items.length === 1 && only?.spread === true ? only.value : { kind: "array", items };
  }

  #labelled(field: NestedBlock, sources: readonly Source[], place: Place): Script | undefined {
    const parts: ObjectPart[] = [];
    const byLabel = new Map<string, Script[]>();
    const labels: string[] = [];
    const add = (label: string, value: Script, start: number): void => {
      labels.push(label);
      const same = byLabel.get(label);
      if (same === undefined) {
        byLabel.set(label, [value]);
        parts.push({ key: label, value, ...this.#state.remarks(start) });
      } else {
        same.push(value);
        const index = parts.findIndex(({ key }) => key === label);
        parts[index] = { ...parts[index], key: label, value: array(same) };
      }
    };
    for (const source of sources) {
      const { dynamic, start } = source;
      if (dynamic === undefined) {
        add(
          source.block.labels[0]?.value ?? "",
          this.block(field.block, source.block.body, place, start),
          start,
        );
        continue;
      }
      const [label] = dynamic.labels;
      const made = this.#mapped(dynamic, place, (inner) => {
        const name = label === undefined ? undefined : this.#translator.translate(label, inner);
        const type = label === undefined ? stringType : this.#translator.typeOf(label, inner);
        const content = this.block(field.block, dynamic.content, inner, start);
        return name === undefined ? undefined : array([this.#translator.asText(name, type), content]);
      });
      if (made.list !== undefined)
        parts.push({ value: call("Object.fromEntries", made.list), ...this.#state.remarks(start) });
      for (const item of made.items ?? []) {
        const [name, content] = item.kind === "array" ? item.items : [];
        if (name?.value.kind === "text" && content !== undefined) add(name.value.value, content.value, start);
      }
    }
    const [first] = sources;
    if (first !== undefined && losesOrder(labels)) this.#state.refuse(first.block.header, orderText(labels));
    const [only] = parts;
    if (parts.length === 1 && only !== undefined && only.key === undefined) return only.value;
    return labelledObject(field.block, parts);
  }

  /**
   * The blocks that a `dynamic` block makes of each element: by `.map()`; where something in it has no equal, and the elements are known,
   * each for itself.
   */
  #mapped(
    dynamic: DynamicBlock,
    place: Place,
    make: (inner: Place) => Script | undefined,
  ): { readonly list?: Script | undefined; readonly items?: readonly Script[] | undefined } {
    const { iterator, forEach } = dynamic;
    const before = this.#state.problems.length;
    const list = this.#translator.each({
      collection: forEach.expression,
      wanted: { key: "key", value: iterator },
      place,
      bind: (key, value) => [[iterator, { kind: "iterator", key, value }]],
      inScope: (key, value) => [
        [
          iterator,
          objectValue([
            ["key", key],
            ["value", value],
          ]),
        ],
      ],
      make,
    });
    if (this.#state.problems.length === before && list !== undefined) return { list };
    if (this.#translator.isOpen(forEach.expression, place)) return {};
    this.#state.problems.length = before;
    return { items: this.#writtenOut(dynamic, place, (inner) => make(inner)) };
  }

  /** The blocks that a `dynamic` block makes, each for itself, with values in place of the iterator. */
  #writtenOut(
    dynamic: DynamicBlock,
    place: Place,
    make: (inner: Place, body: HclBody) => Script | undefined,
  ): readonly Script[] | undefined {
    const { iterator, forEach } = dynamic;
    if (this.#translator.isOpen(forEach.expression, place))
      return this.#state.refuse(
        forEach.expression,
        "A single block that depends on a variable: write it by hand.",
      );
    this.#state.evaluated(forEach.expression);
    const elements = elementsOf({ ...forEach, scope: place.scope }, this.#report);
    return elements.flatMap(([key, value]) => {
      const variables = new Map([
        [
          iterator,
          objectValue([
            ["key", key],
            ["value", value],
          ]),
        ],
      ]);
      const inner: Place = {
        ...place,
        scope: { parent: place.scope, variables },
        names: new Map([...place.names, [iterator, { kind: "known" }]]),
      };
      return make(inner, dynamic.content) ?? [];
    });
  }
}

/** A block of the file, or a `dynamic` one that makes blocks of the type. */
interface Source {
  readonly type: string;
  readonly start: number;
  readonly block: HclBlock;
  readonly dynamic?: DynamicBlock;
}

interface Placed {
  readonly start: number;
  readonly starts: readonly number[];
  readonly part: ObjectPart;
}

/** For the entries of a map, which belong to no block of their own. */
const emptyBlock: Block = { struct: "", fields: {} };

function isLabelled({ repeat }: NestedBlock): boolean {
  return repeat === "labelled" || repeat === "map";
}

/** The shape of a block in which `dynamic` blocks are left as they are. */
function withDynamic({ arguments: names, blocks }: Shape): Shape {
  return { arguments: names, blocks: new Map([...blocks, ["dynamic", 1]]) };
}
