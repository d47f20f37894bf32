import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { printHcl } from "../../hcl/print/print-hcl.ts";
import { isIdentifier } from "../../hcl/scan/identifier.ts";
import type { Block as BlockNode, BodyItem } from "../../hcl/syntax/body.ts";
import type { Expression } from "../../hcl/syntax/expression.ts";
import { attributeNode, blockNode, textNode } from "../../hcl/syntax/nodes.ts";
import { formatDurationShort } from "../../units/duration.ts";
import type { ApiJob } from "../api-job.ts";
import { isRecord, showValue, type KeyPath } from "../key-path.ts";
import { job as jobBlock } from "../schema/job.ts";
import {
  configFor,
  zeroIsAbsent,
  type Attribute,
  type Block,
  type Field,
  type HubObject,
  type NestedBlock,
} from "../schema/_define.ts";
import { isZeroScalar } from "../schema/_hub.ts";
import { labelOf } from "../spelling.ts";
import { plainFirst, bodyItems } from "./body-items.ts";
import { HclValues } from "./hcl-values.ts";

/** A job as HCL, and what HCL could not say of it. */
export interface WrittenHcl {
  readonly text: string;
  /** Errors name what is missing from the text because HCL cannot say it, warnings what it says differently. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Writes a job as Nomad's HCL, in canonical form and in the order an engineer would. Nomad's parser makes the same job
 * of the text but for what the diagnostics name. The same job gives the same bytes.
 */
export function writeHcl(job: ApiJob): WrittenHcl {
  const values = new HclValues();
  const text = printHcl([schemaBlock(values, "job", jobBlock, asWritten(jobBlock, job), [])]);
  return { text, diagnostics: values.diagnostics };
}

/** A block as its fields are to be written: without what Nomad's parser fills in. */
function asWritten(block: Block, hub: Readonly<HubObject>): Readonly<HubObject> {
  return block.beforeWrite?.(hub) ?? hub;
}

/** `keys` lead to the block, as `specKeys` writes them; `mapKey` is its label where the API has it as a key. */
function schemaBlock(
  values: HclValues,
  type: string,
  block: Block,
  object: Readonly<HubObject>,
  keys: KeyPath,
  mapKey?: string,
): BlockNode {
  const items = Object.entries(block.fields)
    .filter(([, field]) => !field.facts.apiOnly && !field.facts.sugar && field.api !== block.label)
    .flatMap(([name, field]) => {
      const value = object[field.api];
      if (value === null || value === undefined) return [];
      if (zeroIsAbsent(block, field) && !field.facts.required && isZeroScalar(value)) return [];
      return fieldItems(values, name, field, value, [...keys, name], configFor(block, object["Driver"]));
    });
  const label = mapKey ?? labelOf(block, object);
  if (block.label !== undefined && label === undefined) {
    values.impossible(keys, `HCL needs a label for "${type}"`, { detail: 'An empty one ("") is written.' });
  }
  const labels = block.label === undefined ? [] : [values.label(label ?? "", keys)];
  return blockNode(type, labels, plainFirst(items));
}

function fieldItems(
  values: HclValues,
  name: string,
  field: Field,
  value: unknown,
  keys: KeyPath,
  config: Block | undefined,
): readonly BodyItem[] {
  switch (field.kind) {
    case "attribute":
      return [attributeItem(values, name, field, value, keys)];
    case "block":
      return nestedBlocks(values, name, field, value, keys);
    case "body":
      if (!isRecord(value)) return [];
      return [blockNode(name, [], bodyItems(values, value, keys, config))];
  }
}

function nestedBlocks(
  values: HclValues,
  name: string,
  field: NestedBlock,
  value: unknown,
  keys: KeyPath,
): BlockNode[] {
  const { block, repeat } = field;
  if (repeat === "one") {
    return isRecord(value) ? [schemaBlock(values, name, block, asWritten(block, value), keys)] : [];
  }
  if (repeat === "map") {
    return Object.entries(isRecord(value) ? value : {}).flatMap(([label, item]) => {
      if (!isRecord(item)) return [];
      const at = [...keys, label];
      const own = labelOf(block, item);
      if (own !== undefined && own !== "" && own !== label) {
        values.changed(at, "The label is also the name", {
          detail: `Nomad's HCL parser sets "${block.label}" to the label; received ${showValue(own)}.`,
        });
      }
      return [schemaBlock(values, name, block, asWritten(block, item), at, label)];
    });
  }
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.filter(isRecord).map((item, index) => {
    const object = asWritten(block, item);
    const step = repeat === "labelled" ? (labelOf(block, object) ?? index) : index;
    const isOnly = repeat === "list" && items.length === 1;
    return schemaBlock(values, name, block, object, isOnly ? keys : [...keys, step]);
  });
}

function attributeItem(
  values: HclValues,
  name: string,
  attribute: Attribute,
  value: unknown,
  keys: KeyPath,
): BodyItem {
  const { form } = attribute.facts;
  if (form !== undefined && isRecord(value)) {
    const asBlock = form === "block" || Object.keys(value).every(isIdentifier);
    if (asBlock) return blockNode(name, [], bodyItems(values, value, keys));
  }
  return attributeNode(name, attributeValue(values, attribute, value, keys));
}

function attributeValue(values: HclValues, attribute: Attribute, value: unknown, keys: KeyPath): Expression {
  const isDuration = attribute.type.name === "duration";
  return isDuration && (typeof value === "number" || typeof value === "bigint")
    ? textNode(formatDurationShort(value))
    : values.expression(value, keys);
}
