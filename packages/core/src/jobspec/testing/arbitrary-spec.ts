import fc from "fast-check";

import type { JobSpec } from "../checked-spec.ts";
import { isRecord } from "../key-path.ts";
import { job } from "../schema/job.ts";
import { taskScaling } from "../schema/scaling.ts";
import type { Attribute, Block, Field, NestedBlock } from "../schema/_define.ts";
import { smallIntegers } from "./arbitrary-job.ts";
import { anyJson, anyKey, anyName, anyText } from "./arbitrary-json.ts";
import { fitPorts, type SpecObject } from "./fit-ports.ts";

/**
 * Any job as an author may write it in TypeScript, as far as the schema says, with its structure in order: every block
 * and attribute, in any combination, with awkward texts, keys and numbers; ports are declared where they are named.
 */
export function arbitrarySpec(): fc.Arbitrary<JobSpec> {
  return arbitraryBlock(job).map((spec) => {
    const groups = isRecord(spec["group"]) ? spec["group"] : {};
    const fitted = Object.entries(groups).map(
      ([name, group]) => [name, isRecord(group) ? fitPorts(group) : group] as const,
    );
    const group = Object.fromEntries(fitted);
    // A task of the job itself becomes a group of its name.
    const tasks = isRecord(spec["task"]) ? Object.entries(spec["task"]) : [];
    const task = fitPorts({ task: Object.fromEntries(tasks.filter(([name]) => !(name in group))) })["task"];
    // Made from the schema that JobSpec is derived from, too.
    return { ...spec, group, task } as JobSpec;
  });
}

function arbitraryBlock(block: Block): fc.Arbitrary<SpecObject> {
  const { configs } = block;
  if (configs === undefined) return arbitraryFields(block, []);
  // `driver` decides what `config` is; of a driver that nobody knows it is anything.
  const drivers = Object.entries(configs).map(([driver, config]) =>
    fc.record({ driver: fc.constant(driver), config: arbitraryBlock(config) }),
  );
  const unknown = fc.record({ driver: fc.constant("mock_driver"), config: anyBody });
  return fc
    .tuple(arbitraryFields(block, ["driver", "config"]), fc.oneof(unknown, ...drivers))
    .map(([fields, driver]) => ({ ...fields, ...driver }));
}

function arbitraryFields(block: Block, except: readonly string[]): fc.Arbitrary<SpecObject> {
  const fields = Object.entries(block.fields)
    .filter(([key, field]) => field.facts.apiOnly !== true && !except.includes(key))
    .filter(([, field]) => !(block === taskScaling && field.api === "Type"))
    .map(([key, field]) => {
      const arbitrary = arbitraryField(block, field);
      return [key, field.facts.required === true ? arbitrary : maybe(arbitrary, field)] as const;
    });
  return fc
    .record(Object.fromEntries(fields))
    .map((spec) => Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined)));
}

/** Groups and tasks are always there, most else is rare, so that jobs stay small and failures readable. */
function maybe(arbitrary: fc.Arbitrary<unknown>, field: Field): fc.Arbitrary<unknown> {
  if (field.kind === "block" && ["TaskGroups", "Tasks"].includes(field.api)) return arbitrary;
  return fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

function arbitraryField(owner: Block, field: Field): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case "attribute":
      return arbitraryValue(owner, field);
    case "body":
      return anyBody;
    case "block":
      return arbitraryNested(field);
  }
}

function arbitraryNested({ block, repeat }: NestedBlock): fc.Arbitrary<unknown> {
  const inner = arbitraryBlock(block);
  switch (repeat) {
    case "one":
      return inner;
    case "list":
      return fc.oneof(inner, fc.array(inner, { minLength: 1, maxLength: 2 }));
    case "labelled":
    case "map":
      return fc.dictionary(labelsOf(block), inner, { minKeys: 1, maxKeys: 2 });
  }
}

function labelsOf(block: Block): fc.Arbitrary<string> {
  if (block === taskScaling) return fc.constantFrom("cpu", "mem");
  return anyText.filter((label) => label !== "" && label !== "__proto__");
}

const anyBody = fc.dictionary(anyName, anyJson, { maxKeys: 4 });

const anyDuration = fc.oneof(
  fc.constantFrom("30s", "1h15m", "250ms", "1.5h", "-1s", "0", "2us", "1h0m0s"),
  fc.tuple(fc.nat(100_000), fc.constantFrom("ns", "ms", "s", "m")).map((parts) => parts.join("")),
);

const anyScalar = fc.oneof(anyText, fc.boolean(), fc.integer(), fc.constantFrom(0.5, -1.25, 1e6));

function arbitraryValue(owner: Block, attribute: Attribute): fc.Arbitrary<unknown> {
  if (attribute.values !== undefined) return fc.constantFrom(...attribute.values);
  const key = attribute.facts.form === "block" ? anyName : anyKey;
  switch (attribute.type.name) {
    case "string":
      return anyText;
    case "scalar":
      return anyScalar;
    case "bool":
      return fc.boolean();
    case "int":
      return smallIntegers[`${owner.struct}.${attribute.api}`] ?? fc.integer();
    case "duration":
      return anyDuration;
    case "number":
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case "strings":
      return fc.array(anyText, { maxLength: 3 });
    case "ints":
      return fc.array(fc.nat(65_535), { maxLength: 3 });
    case "string map":
      return fc.dictionary(key, anyScalar, { maxKeys: 3 });
    case "int map":
      return fc.dictionary(key, fc.integer(), { maxKeys: 3 });
    case "strings map":
      return fc.dictionary(key, fc.array(anyText, { maxLength: 2 }), { maxKeys: 3 });
    case "any":
      return fc
        .oneof(anyText, fc.array(anyText, { maxLength: 2 }), anyJson)
        .filter((value) => value !== null && attribute.type.isSpec(value));
  }
}
