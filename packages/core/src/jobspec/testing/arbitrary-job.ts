import fc from "fast-check";

import type { ApiJob } from "../api-job.ts";
import { job } from "../schema/job.ts";
import { taskScaling } from "../schema/scaling.ts";
import type { Attribute, Block, Field, HubObject, NestedBlock } from "../schema/_define.ts";
import { anyInt64, anyJson, anyKey, anyName, anyText } from "./arbitrary-json.ts";

/**
 * Any job that Nomad's HCL parser can answer, as far as the schema says: every block and attribute, in any combination,
 * with awkward texts, keys and numbers. Nothing is checked for sense.
 */
export function arbitraryJob(): fc.Arbitrary<ApiJob> {
  return arbitraryBlock(job, { presence: maybe, maxItems: 2 });
}

/** Jobs in which every attribute and every block of the schema stands once. */
export function arbitraryFullJob(): fc.Arbitrary<ApiJob> {
  return arbitraryBlock(job, { presence: (arbitrary) => arbitrary, maxItems: 1 });
}

interface Shape {
  readonly presence: (arbitrary: fc.Arbitrary<unknown>, field: Field) => fc.Arbitrary<unknown>;
  readonly maxItems: number;
}

/** Groups and tasks are always there, most else is rare, so that jobs stay small and failures readable. */
function maybe(arbitrary: fc.Arbitrary<unknown>, field: Field): fc.Arbitrary<unknown> {
  if (field.kind === "block" && ["TaskGroups", "Tasks"].includes(field.api)) return arbitrary;
  const weight = field.kind === "block" ? 2 : 1;
  return fc.oneof({ weight: 10, arbitrary: fc.constant(undefined) }, { weight, arbitrary });
}

function arbitraryBlock(block: Block, shape: Shape): fc.Arbitrary<HubObject> {
  const fields = Object.values(block.fields)
    .filter((field) => !field.facts.apiOnly && !field.facts.sugar && !isLabelOnly(block, field))
    .map((field) => {
      const arbitrary = arbitraryField(block, field, shape);
      return [field.api, field.facts.required ? arbitrary : shape.presence(arbitrary, field)] as const;
    });
  return fc
    .record({
      ...Object.fromEntries(fields),
      ...(block.label === undefined ? {} : { [block.label]: labelsOf(block) }),
    })
    .map((hub) => {
      const present: HubObject = Object.fromEntries(
        Object.entries(hub).filter(([, value]) => value !== undefined),
      );
      block.afterRead?.(present, "hcl");
      return present;
    });
}

/** The label of a task's `scaling` is the only one that Nomad's parser looks at; it says the type. */
function labelsOf(block: Block): fc.Arbitrary<string> {
  return block === taskScaling
    ? fc.constantFrom("cpu", "mem")
    : anyText.filter((label) => label !== "__proto__");
}

function isLabelOnly(block: Block, field: Field): boolean {
  return field.api === block.label || (block === taskScaling && field.api === "Type");
}

function arbitraryField(owner: Block, field: Field, shape: Shape): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case "attribute":
      return arbitraryValue(owner, field);
    case "body":
      return fc.dictionary(anyName, anyJson, { maxKeys: 4 });
    case "block":
      return arbitraryNested(field, shape);
  }
}

function arbitraryNested(field: NestedBlock, shape: Shape): fc.Arbitrary<unknown> {
  const inner = arbitraryBlock(field.block, shape);
  const { label } = field.block;
  switch (field.repeat) {
    case "one":
      return inner;
    case "list":
      return fc.array(inner, { minLength: 1, maxLength: shape.maxItems });
    case "labelled":
      // `afterRead` takes a label that the API lacks away; what is made of it tells the blocks apart.
      return fc.uniqueArray(inner, {
        minLength: 1,
        maxLength: shape.maxItems,
        selector: (hub) => hub[label === undefined || !(label in hub) ? "Type" : label],
      });
    case "map":
      return fc
        .array(inner, { minLength: 1, maxLength: shape.maxItems })
        .map((items) => Object.fromEntries(items.map((item) => [item[label ?? ""], item])));
  }
}

function arbitraryValue(owner: Block, attribute: Attribute): fc.Arbitrary<unknown> {
  if (attribute.values !== undefined) return fc.constantFrom(...attribute.values);
  const key = attribute.facts.form === "block" ? anyName : anyKey;
  switch (attribute.type.name) {
    case "string":
    case "scalar":
      return anyText;
    case "bool":
      return fc.boolean();
    case "int":
      return smallIntegers[`${owner.struct}.${attribute.api}`] ?? anyInt64;
    case "duration":
      return anyInt64;
    case "number":
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case "strings":
      return fc.array(anyText, { maxLength: 3 });
    case "ints":
      return fc.array(fc.integer({ min: 0, max: 65_535 }), { maxLength: 3 });
    case "string map":
      return fc.dictionary(key, anyText, { maxKeys: 3 });
    case "int map":
      return fc.dictionary(key, anyInt64, { maxKeys: 3 });
    case "strings map":
      return fc.dictionary(key, fc.array(anyText, { maxLength: 2 }), { maxKeys: 3 });
    case "any":
      return anyJson;
  }
}

/** Fields that Go holds in less than 64 bits or without a sign: what they take. */
export const smallIntegers: Readonly<Record<string, fc.Arbitrary<number>>> = {
  "Affinity.Weight": fc.integer({ min: -128, max: 127 }),
  "Spread.Weight": fc.integer({ min: -128, max: 127 }),
  "SpreadTarget.Percent": fc.integer({ min: 0, max: 255 }),
  "RequestedDevice.Count": fc.nat(),
  "ConsulTransparentProxy.OutboundPort": fc.integer({ min: 0, max: 65_535 }),
  "ConsulIngressService.MaxConnections": fc.nat(),
  "ConsulIngressService.MaxPendingRequests": fc.nat(),
  "ConsulIngressService.MaxConcurrentRequests": fc.nat(),
};
