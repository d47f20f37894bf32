import fc from "fast-check";

import type { ApiJob } from "../../api-job.ts";
import { copyOf } from "../../canonicalize/copy.ts";
import { isRecord } from "../../key-path.ts";
import { job as jobBlock } from "../../schema/job.ts";
import type { Attribute, Block, Field, HubObject } from "../../schema/_define.ts";
import { richJobs } from "./rich-jobs.ts";

/** One change of a job: which block, which of its fields, and to what; each number is taken modulo what there is. */
interface Change {
  readonly block: number;
  readonly field: number;
  readonly value: number;
  readonly kind: "set" | "remove" | "repeat";
}

/** A job that Nomad takes, with some changes by which it mostly no longer does. */
export function arbitraryMutatedJob(): fc.Arbitrary<ApiJob> {
  const nat = fc.nat({ max: 1_000_000 });
  const change: fc.Arbitrary<Change> = fc.record({
    block: nat,
    field: nat,
    value: nat,
    kind: fc.oneof(
      { weight: 6, arbitrary: fc.constant("set" as const) },
      { weight: 2, arbitrary: fc.constant("remove" as const) },
      { weight: 1, arbitrary: fc.constant("repeat" as const) },
    ),
  });
  return fc.tuple(fc.constantFrom(...richJobs), fc.array(change, { maxLength: 4 })).map(([job, changes]) => {
    const mutated = copyOf(job);
    for (const each of changes) apply(each, mutated);
    return mutated;
  });
}

function apply({ block, field, value, kind }: Change, job: HubObject): void {
  const places = [...blocksIn(jobBlock, job)];
  const [schema, hub] = at(places, block);
  const fields = Object.values(schema.fields).filter(
    ({ facts }) => facts.sugar !== true && facts.serverOnly !== true,
  );
  const there = Object.keys(hub);
  if (kind === "set") {
    if (fields.length === 0) return;
    const chosen = at(fields, field);
    hub[chosen.api] = valueOf(chosen, value);
  } else if (kind === "remove") {
    if (there.length > 0) delete hub[at(there, field)];
  } else {
    const lists = there.filter((key) => Array.isArray(hub[key]));
    const list = lists.length === 0 ? undefined : hub[at(lists, field)];
    if (Array.isArray(list) && list.length > 0) list.push(copyOf(at(list, value)));
  }
}

/** All blocks of a job with their schemas. */
function* blocksIn(block: Block, hub: HubObject): Iterable<readonly [Block, HubObject]> {
  yield [block, hub];
  for (const field of Object.values(block.fields)) {
    if (field.kind !== "block" || field.facts.sugar === true) continue;
    const value = hub[field.api];
    const items =
      field.repeat === "one" ? [value] : Object.values(isRecord(value) || Array.isArray(value) ? value : {});
    for (const item of items) if (isRecord(item)) yield* blocksIn(field.block, item);
  }
}

function valueOf(field: Field, choice: number): unknown {
  if (field.kind === "body") return {};
  if (field.kind === "attribute") return attributeValue(field, choice);
  if (field.repeat === "one") return smallBlock(field.block, choice);
  if (field.repeat === "map") return { data: smallBlock(field.block, choice) };
  return [smallBlock(field.block, choice)];
}

/** A block with one or two of its attributes. */
function smallBlock(block: Block, choice: number): HubObject {
  const attributes = Object.values(block.fields).filter(
    (field): field is Attribute =>
      field.kind === "attribute" && field.facts.sugar !== true && field.facts.serverOnly !== true,
  );
  if (attributes.length === 0) return {};
  const chosen = [at(attributes, choice), at(attributes, Math.trunc(choice / 7))];
  const label = block.label === undefined || block.label === "Label" ? {} : { [block.label]: "one" };
  return {
    ...label,
    ...Object.fromEntries(chosen.map((each, index) => [each.api, attributeValue(each, choice + index)])),
  };
}

const second = 1_000_000_000;
const numbers = [-2, -1, 0, 1, 2, 3, 5, 9, 10, 50, 100, 101, 127];
const wideNumbers = [...numbers, 255, 300, 301, 1000, 32_767, 50_001, 65_535, 65_536];
const durations = [
  -1,
  0,
  1,
  second - 1,
  second,
  4 * second,
  5 * second,
  15 * second,
  30 * second,
  60 * second,
  300 * second,
  600 * second,
  3600 * second,
  86_400 * second,
];
const words = [
  "",
  "a",
  "a b",
  "a/b",
  "A",
  "web",
  "server",
  "http",
  "data",
  "default",
  "*",
  "../../x",
  "../x",
  "/x",
  "8080",
  "70000",
  "0",
  "-1",
  "a\0b",
  "${NOMAD_TASK_NAME}",
  "${attr.kernel.name}",
  "${node.region}",
  "$x",
  "regexp",
  "(?=a)",
  "version",
  ">= 1.2",
  "1.x",
  "distinct_hosts",
  "distinct_property",
  "is_set",
  "alloc",
  "x".repeat(64),
  "x".repeat(130),
  "-a",
  "a-",
  "a_b",
  "0644",
  "0999",
  "10.0.0.0/8",
  "10.0.0.1/33",
  "@daily",
  "0 0 31 2 *",
  "* * * *",
  "UTC",
  "Europe/Zurich",
  "nowhere",
  "SIGHUP",
  "tcp",
  "HTTP",
  "http2",
  "grpc",
  "script",
  "bridge",
  "host",
  "cni/x",
  "service",
  "batch",
  "system",
  "sysbatch",
  "consul",
  "nomad",
  "vault",
  "signal",
  "noop",
  "restart",
  "checks",
  "task_states",
  "md5:0123456789abcdef0123456789abcdef",
  "connect-proxy:web",
  "host",
  "csi",
  "single-node-writer",
  "file-system",
  "block-device",
  "driver",
  "auto",
];

function attributeValue({ type, values }: Attribute, choice: number): unknown {
  const { name, width } = type;
  switch (name) {
    case "string":
    case "scalar":
      return at([...(values ?? []), ...(values ?? []), ...words], choice);
    case "int":
      return at(
        width === undefined || width === "int64"
          ? wideNumbers
          : numbers.filter((each) => each >= 0 || width === "int8"),
        choice,
      );
    case "duration":
      return at(durations, choice);
    case "bool":
      return choice % 2 === 0;
    case "strings":
      return at([[], [""], ["a"], ["a", "a"], [at(words, choice)]], Math.trunc(choice / 3));
    case "string map":
      return at(
        [{}, { a: "b" }, { checksum: at(words, choice) }, { [at(words, choice)]: "a;b" }],
        Math.trunc(choice / 3),
      );
    case "strings map":
      return { a: ["b"] };
    case "number":
      return 1.5;
    default:
      return undefined;
  }
}

/** One of several: the choice is taken modulo their number. */
function at<Item>(items: readonly Item[], choice: number): Item {
  const [item] = items.slice(choice % items.length);
  if (item === undefined) throw new RangeError("Nothing can be chosen");
  return item;
}
