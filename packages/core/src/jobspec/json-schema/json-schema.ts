import type { Block, Facts, Field } from "../schema/_define.ts";
import { configFor } from "../schema/_define.ts";
import { job as jobBlock } from "../schema/job.ts";
import { descriptions } from "./descriptions.ts";
import { valueSchema, type JsonSchema, type Language } from "./value-schema.ts";

export type { JsonSchema, Language };

/**
 * A JSON Schema (2020-12) of job files in JSON, for editors: every attribute and block with its description, its default and the
 * values that it takes; what is not in it is misspelt. All of it comes from the one schema of jobs.
 *
 * `api` is the JSON of Nomad's API, as `nomad job run -json` takes it: a job, or `{"Job": …}`; `null` is as good as absent, and
 * durations are nanoseconds. `hcl-json` is HCL's JSON syntax, as in `web.nomad.json`: HCL's names, durations as texts, and texts
 * in place of numbers and bools, since they may be templates.
 * @example writeFileSync("job.schema.json", JSON.stringify(jobJsonSchema("api")))
 * @see https://json-schema.org/draft/2020-12/schema
 */
export function jobJsonSchema(language: Language): JsonSchema {
  const schemas = new BlockSchemas(language);
  const job = schemas.of(jobBlock);
  const top =
    language === "api"
      ? {
          title: "A job as Nomad's API has it",
          anyOf: [
            {
              type: "object",
              properties: { Job: job, $schema: text },
              required: ["Job"],
              additionalProperties: false,
            },
            job,
          ],
        }
      : {
          title: "A Nomad job file in HCL's JSON syntax",
          type: "object",
          properties: {
            $schema: text,
            "//": {},
            job: { description: "The job, by its name.", ...labelled(job) },
            variable: { description: "Variables of the file, by their names.", ...anyBlocks },
            variables: { description: "Variables of the file, by their defaults.", ...anyBlocks },
            locals: { description: "Values that the file uses.", ...anyBlocks },
          },
          required: ["job"],
          additionalProperties: false,
        };
  return { $schema: "https://json-schema.org/draft/2020-12/schema", ...top, $defs: schemas.definitions };
}

const text = { type: "string" };
const anyBlocks = { type: ["object", "array"] };

/** The schemas of blocks, each once, under the name of its struct. */
class BlockSchemas {
  readonly definitions: Record<string, JsonSchema> = {};
  readonly #names = new Map<Block, string>();
  readonly #language: Language;

  constructor(language: Language) {
    this.#language = language;
  }

  /** A reference to the schema of a block. */
  of(block: Block, language = this.#language): JsonSchema {
    return { $ref: `#/$defs/${this.#names.get(block) ?? this.#define(block, language)}` };
  }

  #define(block: Block, language: Language): string {
    const base = block.struct.replaceAll(" ", "-");
    let name = base;
    for (let number = 2; Object.hasOwn(this.definitions, name); number++) name = `${base}-${number}`;
    this.#names.set(block, name);
    this.definitions[name] = {};
    this.definitions[name] = this.#object(block, language);
    return name;
  }

  #object(block: Block, language: Language): JsonSchema {
    const isApi = language === "api";
    const fields = Object.entries(block.fields).filter(([, { facts }]) =>
      isApi ? facts.sugar !== true : facts.apiOnly !== true && facts.serverOnly !== true,
    );
    const nameOf = (name: string, field: Field): string => (isApi && field.api !== "" ? field.api : name);
    const properties = Object.fromEntries(
      fields.map(([name, field]) => [
        nameOf(name, field),
        {
          ...describe(descriptions[`${block.struct}.${name}`], field.facts),
          ...this.#field(field, language),
        },
      ]),
    );
    const required = fields
      .filter(([, { facts }]) =>
        isApi ? facts.required && facts.default === undefined : facts.requiredInHcl,
      )
      .map(([name, field]) => nameOf(name, field));
    return {
      type: "object",
      properties: {
        ...properties,
        ...(isApi ? block === jobBlock && { $schema: text } : { "//": {}, dynamic: anyBlocks }),
      },
      ...(required.length > 0 && { required }),
      additionalProperties: false,
      ...this.#byDriver(block),
    };
  }

  #field(field: Field, language: Language): JsonSchema {
    switch (field.kind) {
      case "attribute":
        return valueSchema(field, language);
      case "body":
        return language === "api" ? { type: ["object", "null"] } : anyBlocks;
      case "block": {
        const inner = this.of(field.block, language);
        if (language === "hcl-json")
          return field.repeat === "one" || field.repeat === "list" ? oneOrMany(inner) : labelled(inner);
        const item = { anyOf: [inner, { type: "null" }] };
        if (field.repeat === "one") return item;
        return field.repeat === "map"
          ? { type: ["object", "null"], additionalProperties: item }
          : { type: ["array", "null"], items: item };
      }
    }
  }

  /** Rules for `config`, where the driver is one that is known. */
  #byDriver(block: Block): JsonSchema {
    const drivers = Object.keys(block.configs ?? {});
    if (drivers.length === 0) return {};
    const [driver, config] = this.#language === "api" ? ["Driver", "Config"] : ["driver", "config"];
    return {
      allOf: drivers.flatMap((name) => {
        const known = configFor(block, name);
        if (known === undefined) return [];
        // In the API, too, it is as HCL has it: Nomad passes it on to the driver.
        const inner = oneOrMany(this.of(known, "hcl-json"));
        return [
          {
            if: { properties: { [driver]: { const: name } }, required: [driver] },
            // oxlint-disable-next-line unicorn/no-thenable -- JSON Schema calls it so
            then: { properties: { [config]: inner } },
          },
        ];
      }),
    };
  }
}

function describe(description: string | undefined, facts: Facts): JsonSchema {
  const notes = [
    description,
    facts.unit === undefined ? undefined : `In ${facts.unit}.`,
    facts.absent === undefined ? undefined : `Where it is absent: ${facts.absent}.`,
    facts.deprecated === undefined ? undefined : `Deprecated: ${facts.deprecated}.`,
    facts.since === undefined ? undefined : `Since Nomad ${facts.since}.`,
  ].filter((note) => note !== undefined);
  return {
    ...(notes.length > 0 && { description: notes.join(" ") }),
    ...(facts.deprecated !== undefined && { deprecated: true }),
  };
}

function oneOrMany(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { type: "array", items: schema }, { type: "null" }] };
}

/** A block with a label: an object by label, of which each may stand several times; or a list of such objects. */
function labelled(schema: JsonSchema): JsonSchema {
  const byLabel = { type: "object", properties: { "//": {} }, additionalProperties: oneOrMany(schema) };
  return oneOrMany(byLabel);
}
