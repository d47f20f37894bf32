import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

import { zeroIsAbsent, type Block, type Field } from "./_define.ts";
import { driverConfigs } from "./drivers/drivers.ts";
import { job } from "./job.ts";

/*
 * The tables were read out of Nomad 2.0.5's own Go types and hclspec declarations (podman: 0.6.5). Every row has to
 * have its entry in the schema, and every entry its row.
 */

const fixtures = new URL("../../../../../fixtures/nomad/", import.meta.url);

function table(name: string): string[][] {
  const [, ...rows] = readFileSync(new URL(name, fixtures), "utf8").trimEnd().split("\n");
  return rows.map((row) => row.split("\t"));
}

/** Every block that can be reached from `start`, once. */
function blocksFrom(start: Block, found = new Set<Block>()): Set<Block> {
  if (found.has(start)) return found;
  found.add(start);
  for (const field of Object.values(start.fields)) if (field.kind === "block") blocksFrom(field.block, found);
  return found;
}

const apiBlocks = [...blocksFrom(job)];

describe("every field of Nomad's Go package api", () => {
  const rows = table("jobspec-fields.tsv");
  const structs = [...new Set(rows.map(([struct = ""]) => struct))];

  test("every struct that has some is a block; the one of a mesh gateway has none", () => {
    expect(new Set(apiBlocks.map((owner) => owner.struct))).toEqual(
      new Set([...structs, "ConsulMeshConfigEntry"]),
    );
  });

  test("every field is in the schema, and the schema has no other that is the API's own", () => {
    const known = apiBlocks.flatMap((owner) =>
      Object.values<Field>(owner.fields)
        .filter(({ facts }) => !facts.sugar && !facts.serverOnly)
        .map((field) => `${owner.struct}.${field.api}`),
    );
    expect(new Set(known)).toEqual(new Set(rows.map(([struct, field]) => `${struct}.${field}`)));
  });

  // Some structs are two blocks, such as the scaling of a group and of a task: both have to be complete.
  test.each(apiBlocks.map((owner) => [owner.struct, owner] as const))("%s", (struct, owner) => {
    const expected = rows
      .filter(([name]) => name === struct)
      .map(([, field, type, hcl, kind]) => `${field} ${kind} ${hcl} ${sort(type, kind)}`);
    const known = Object.entries(owner.fields).flatMap(([key, field]) =>
      field.facts.sugar || field.facts.serverOnly
        ? []
        : [`${field.api} ${kindOf(owner, field)} ${hclName(owner, key, field)} ${shape(owner, field)}`],
    );
    expect(known.toSorted()).toEqual(expected.toSorted());
  });

  /** The API calls some labels by a name of their own, some not; the schema always does. */
  function hclName(owner: Block, key: string, field: Field): string {
    const row = rows.find(([struct, name]) => struct === owner.struct && name === field.api);
    if (isLabel(owner, field)) return row?.[3] === "" ? "" : key;
    return field.facts.apiOnly ? "" : key;
  }
});

describe("every field of the structs in which a server keeps a job", () => {
  const rows = table("stored-fields.tsv");

  test("every struct that has some is a block", () => {
    const blocks = new Set(apiBlocks.map(({ struct }) => struct));
    expect(rows.filter(([struct = ""]) => !blocks.has(struct))).toEqual([]);
  });

  test.each(apiBlocks.map((owner) => [owner.struct, owner] as const))("%s", (struct, owner) => {
    const expected = rows
      .filter(([name]) => name === struct)
      .map(([, field, type = ""]) => `${field}${isOptionalScalar(type) ? " optional" : ""}`);
    const known = Object.values(owner.fields)
      .filter(({ facts }) => !facts.sugar && facts.stored !== "never")
      .map((field) => {
        const isOptional = field.kind === "attribute" && field.facts.stored === "pointer";
        return `${field.facts.storedAs ?? field.api}${isOptional ? " optional" : ""}`;
      });
    expect(known.toSorted()).toEqual(expected.toSorted());
  });

  /** Whether Go tells a zero value from none; a payload is text in JSON. */
  function isOptionalScalar(type: string): boolean {
    return /^\*(string|bool|u?int\d*|time\.Duration)$/.test(type) || type === "[]uint8";
  }
});

describe("every field of the drivers' configurations", () => {
  const rows = table("driver-config-fields.tsv");

  test("every driver has its configuration in the schema", () => {
    expect(new Set(rows.map(([driver]) => driver))).toEqual(new Set(Object.keys(driverConfigs)));
  });

  test.each(Object.entries(driverConfigs))("%s", (driver, config: Block) => {
    const expected = rows
      .filter(([name]) => name === driver)
      .map(([, path, type, required]) => `${path} ${type}${required === "yes" ? " required" : ""}`);
    expect(fieldsOf(config, "").toSorted()).toEqual(expected.toSorted());
  });
});

describe("every field has its documentation", () => {
  const files = readdirSync(new URL(".", import.meta.url), { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !/(^|\/)_/.test(file),
  );
  const entry =
    /^ +(\w+): (?:string|text|scalar|u?int\d*|bool|duration|strings|uint16s|stringMap|stringBlock|stringsMap|intMap|stringOrStrings|oneOf|one|list|labelled|map|body)\(/;

  const entries = files.flatMap((file) => {
    const lines = readFileSync(new URL(file, import.meta.url), "utf8").split("\n");
    return lines.flatMap((line, index) => {
      const key = entry.exec(line)?.[1];
      return key === undefined
        ? []
        : [{ at: `${file}:${index + 1} ${key}`, comment: lines[index - 1] ?? "" }];
    });
  });

  test("as a sentence above it", () => {
    const undocumented = entries.filter(({ comment }) => !/^ *\/\*\* [A-Z`].*\. \*\/$/.test(comment));
    expect(undocumented.map(({ at }) => at)).toEqual([]);
  });

  test("and no field escapes this test", () => {
    const owners = [
      ...apiBlocks,
      ...Object.values(driverConfigs).flatMap((config) => [...blocksFrom(config)]),
    ];
    const fields = new Set(owners.flatMap((owner) => Object.values<Field>(owner.fields)));
    expect(entries).toHaveLength(fields.size);
  });
});

test("the writer's order ends with the blocks that hold everything else", () => {
  expect(written(job).slice(0, 4)).toEqual(["region", "namespace", "id", "name"]);
  expect(written(job).at(-1)).toBe("group");
  expect(written(job.fields.group.block).at(-1)).toBe("task");
});

/** A Go type in the words of the schema; a scalar that is no pointer has a `*` less. */
function sort(type = "", kind = ""): string {
  const pointer = type.startsWith("*") && kind !== "label" ? "*" : "";
  const bare = type.replace(/^\*/, "");
  if (/^(string|CSIPluginType)$/.test(bare)) return `${pointer}string`;
  if (/^u?int(8|16|32|64)?$/.test(bare)) return `${pointer}int`;
  if (bare === "bool") return `${pointer}bool`;
  if (bare === "time.Duration") return `${pointer}duration`;
  if (bare === "[]byte") return "*string"; // base64 in JSON; null if there is none
  if (bare === "[]string") return "strings";
  if (bare === "[]uint16") return "ints";
  if (bare === "map[string]string") return "string map";
  if (bare === "map[string][]string") return "strings map";
  if (bare === "map[string]any") return "body";
  if (bare.startsWith("[]")) return "blocks";
  if (bare.startsWith("map[string]*")) return "block by label";
  return "block";
}

function isLabel(owner: Block, field: Field): boolean {
  return field.api === owner.label;
}

function specType(path: string, field: Field): string {
  if (field.kind === "body") return "body";
  if (field.kind === "block") return field.repeat === "one" ? "block" : "blocks";
  switch (field.type.name) {
    case "int":
      return "number";
    case "strings":
      return "list(string)";
    case "string map":
      // Docker alone takes one map as it is.
      return path === "storage_opt" ? "block of string" : "list(map(string))";
    case "int map":
      return "list(map(number))";
    default:
      return field.type.name;
  }
}

/** The keys of a block that HCL and specs know. */
function written(owner: Block): string[] {
  return Object.entries(owner.fields).flatMap(([key, field]) => (field.facts.apiOnly ? [] : [key]));
}

function shape(owner: Block, field: Field): string {
  if (field.kind === "body") return "body";
  if (field.kind === "block") {
    return { one: "block", list: "blocks", labelled: "blocks", map: "block by label" }[field.repeat];
  }
  const name = field.type.name === "scalar" ? "string" : field.type.name;
  const isScalar = ["string", "int", "bool", "duration"].includes(name);
  return isScalar && !zeroIsAbsent(owner, field) && !isLabel(owner, field) ? `*${name}` : name;
}

function kindOf(owner: Block, field: Field): string {
  if (isLabel(owner, field)) return "label";
  if (field.facts.apiOnly) return "none";
  return field.kind === "attribute" && field.facts.form === undefined ? "attribute" : "block";
}

function fieldsOf(owner: Block, path: string): string[] {
  return Object.entries(owner.fields).flatMap(([key, field]) => {
    const own = `${path}${key} ${specType(`${path}${key}`, field)}${field.facts.required && path === "" ? " required" : ""}`;
    return field.kind === "block" ? [own, ...fieldsOf(field.block, `${path}${key}.`)] : [own];
  });
}
