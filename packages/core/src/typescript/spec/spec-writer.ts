import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { isRecord, showValue, type KeyPath } from "../../jobspec/key-path.ts";
import { toDiagnostic } from "../../jobspec/problems.ts";
import {
  configFor,
  zeroIsAbsent,
  type Attribute,
  type Block,
  type Field,
  type HubObject,
  type NestedBlock,
} from "../../jobspec/schema/_define.ts";
import { isZeroScalar } from "../../jobspec/schema/_hub.ts";
import { labelOf } from "../../jobspec/spelling.ts";
import { formatDurationShort } from "../../units/duration.ts";
import { array, data, text, type ObjectLiteral, type ObjectPart, type Script } from "../syntax/script.ts";
import { bodyParts } from "./body-script.ts";
import { blockObject, labelledObject } from "./block-layout.ts";
import { losesOrder, orderText } from "./label-order.ts";
import { tagScript } from "./tag-script.ts";

/** Writes blocks of a job as the objects that they are in a job file, and notes what cannot be said in one. */
export class SpecWriter {
  readonly diagnostics: Diagnostic[] = [];

  /** A block with what is in it; `keys` lead to it as `specKeys` writes them. */
  block(block: Block, hub: Readonly<HubObject>, keys: KeyPath): ObjectLiteral {
    const written = block.beforeWrite?.(hub) ?? hub;
    const parts = Object.entries(block.fields)
      .filter(([, field]) => !field.facts.apiOnly && !field.facts.sugar && field.api !== block.label)
      .flatMap(([name, field]): ObjectPart[] => {
        const value = written[field.api];
        if (value === null || value === undefined) return [];
        if (zeroIsAbsent(block, field) && !field.facts.required && isZeroScalar(value)) return [];
        const script = this.#field(block, name, field, value, [...keys, name], written["Driver"]);
        return script === undefined ? [] : [{ key: name, value: script }];
      });
    return blockObject(block, parts);
  }

  /** The value of an attribute. */
  attribute(owner: Block, name: string, attribute: Attribute, value: unknown, keys: KeyPath): Script {
    if (attribute.type.name === "duration" && (typeof value === "number" || typeof value === "bigint"))
      return text(formatDurationShort(value));
    if (owner.struct === "Service" && Array.isArray(value) && /^(canary_)?tags$/.test(name))
      return array(value.map((tag: unknown) => (typeof tag === "string" ? tagScript(tag) : data(tag))));
    if (typeof value === "bigint") {
      this.impossible(keys, "A number that JavaScript cannot hold", `Received ${showValue(value)}.`);
    }
    return data(value);
  }

  /** Notes something that no job file can say. */
  impossible(keys: KeyPath, summary: string, detail: string): void {
    this.diagnostics.push(toDiagnostic("NX213", { keys, summary, detail }));
  }

  #field(
    owner: Block,
    name: string,
    field: Field,
    value: unknown,
    keys: KeyPath,
    driver: unknown,
  ): Script | undefined {
    switch (field.kind) {
      case "attribute":
        return this.attribute(owner, name, field, value, keys);
      case "block":
        return this.#nested(field, value, keys);
      case "body":
        return isRecord(value) ? bodyParts(value, configFor(owner, driver)) : undefined;
    }
  }

  #nested(field: NestedBlock, value: unknown, keys: KeyPath): Script | undefined {
    const { block, repeat } = field;
    if (repeat === "one") return isRecord(value) ? this.block(block, value, keys) : undefined;
    if (repeat === "map") {
      if (!isRecord(value)) return undefined;
      return this.#labelled(
        block,
        Object.entries(value).flatMap(([label, item]) => (isRecord(item) ? [[label, item] as const] : [])),
        keys,
      );
    }
    const items = (Array.isArray(value) ? value : []).filter(isRecord);
    if (items.length === 0) return undefined;
    if (repeat === "list") {
      const [only, ...others] = items;
      if (only !== undefined && others.length === 0) return this.block(block, only, keys);
      return array(items.map((item, index) => this.block(block, item, [...keys, index])));
    }
    const labels = items.map((item) => labelOf(block, block.beforeWrite?.(item) ?? item) ?? "");
    return this.#labelled(
      block,
      items.map((item, index) => [labels[index] ?? "", item] as const),
      keys,
    );
  }

  /** Blocks by their labels; those that have one label stand in a list. */
  #labelled(
    block: Block,
    items: readonly (readonly [string, Readonly<HubObject>])[],
    keys: KeyPath,
  ): ObjectLiteral {
    const byLabel = new Map<string, Script[]>();
    for (const [label, item] of items) {
      const at = [...keys, label];
      if (label === "") this.impossible(keys, "A block without a label", "A job file has it by its label.");
      const before = byLabel.get(label) ?? [];
      byLabel.set(label, [...before, this.block(block, item, at)]);
    }
    const labels = items.map(([label]) => label);
    if (losesOrder(labels)) this.impossible(keys, "An order that an object cannot have", orderText(labels));
    const entries = Array.from(byLabel, ([key, scripts]): ObjectPart => {
      const [only] = scripts;
      return { key, value: only !== undefined && scripts.length === 1 ? only : array(scripts) };
    });
    return labelledObject(block, entries);
  }
}
