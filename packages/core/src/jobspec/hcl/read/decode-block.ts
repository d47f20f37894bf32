import { groupBy } from "../../../units/group-by.ts";
import { startRange } from "../../../hcl/evaluate/start-range.ts";
import { isWhollyKnown } from "../../../hcl/values/value.ts";
import type { Attribute, Block, Field, HubObject, NestedBlock } from "../../schema/_define.ts";
import { zeroIsAbsent } from "../../schema/_define.ts";
import { argumentValue } from "./argument-value.ts";
import { dataOf, decodeArgument } from "./decode-value.ts";
import type { HclArgument, HclBlock, Report, Shape } from "./hcl-body.ts";
import type { HclPlaces } from "./hcl-places.ts";

/**
 * Reads blocks of HCL by the schema into the API's form, as Nomad's own parser does: what it does not look into, the values of
 * a driver's configuration and the like, is left for {@link decodeBodies}.
 * @see hashicorp/nomad jobspec2/{hcl_conversions,parse_job}.go, hashicorp/hcl gohcl/decode.go (2.20.2-nomad-1)
 */
export class BlockDecoder {
  readonly #report: Report;
  readonly #places: HclPlaces;
  readonly #bodies: { readonly target: HubObject; readonly field: string; readonly block: HclBlock }[] = [];

  constructor(places: HclPlaces, report: Report) {
    this.#places = places;
    this.#report = report;
  }

  /** A block and all that is in it. */
  decode(block: Block, given: HclBlock): HubObject {
    const hub: HubObject = {};
    const label = given.labels[0];
    if (block.label !== undefined && label !== undefined) hub[block.label] = label.value;
    const content = given.body.content(shapeOf(block), this.#report);
    this.#places.add(hub, given, content, block);
    for (const argument of content.arguments) {
      const field = block.fields[argument.name];
      if (field?.kind === "attribute") this.#argument(block, field, argument, hub);
    }
    this.#missing(block, given, content.arguments);
    for (const [type, blocks] of groupBy(content.blocks, (each) => each.type)) {
      const field = block.fields[type];
      if (field !== undefined) this.#blocks(field, blocks, hub, content.arguments);
    }
    for (const [type, help] of Object.entries(block.lostInHcl?.(hub) ?? {})) {
      for (const lost of content.blocks) if (lost.type === type) this.#lost(lost, help);
    }
    block.afterRead?.(hub, "hcl");
    return hub;
  }

  /**
   * Evaluates what has no schema: a driver's configuration, a scaling policy.
   * @see hashicorp/nomad jobspec2/parse_map.go decodeMapInterfaceType (2.0.5)
   */
  decodeBodies(): void {
    for (const { target, field, block } of this.#bodies) {
      const result: Record<string, unknown> = {};
      const found = block.body.configuration(this.#report);
      this.#places.add(result, block, { arguments: found, blocks: [] });
      for (const argument of found) {
        const value = this.#data(argument);
        if (value !== undefined && value !== null) setOwn(result, argument.name, value);
      }
      target[field] = result;
    }
  }

  #argument(owner: Block, field: Attribute, argument: HclArgument, hub: HubObject): void {
    const { name: type, width } = field.type;
    const { bySpecification } = owner;
    const wanted = { type, width, bySpecification, allowsNull: !zeroIsAbsent(owner, field) };
    const value = decodeArgument(argument, wanted, this.#report);
    if (value !== undefined) hub[field.api] = value;
    const instead = field.facts.forgottenInHcl;
    if (instead === undefined || value === undefined) return;
    this.#report({
      severity: "warning",
      code: "NX217",
      detail: `Nomad's parser takes "${argument.name}" and forgets it. Write ${instead} instead.`,
      subject: argument.nameRange,
    });
  }

  #lost(block: HclBlock, help: string): void {
    const detail = `Nomad's parser takes the block "${block.type}" and loses it. ${help}`;
    this.#report({ severity: "warning", code: "NX217", detail, subject: block.header });
  }

  #blocks(field: Field, blocks: readonly HclBlock[], hub: HubObject, found: readonly HclArgument[]): void {
    const [first, second] = blocks;
    if (first === undefined) return;
    const isOnce = field.kind !== "block" || field.repeat === "one";
    if (isOnce && second !== undefined) this.#duplicate(second);
    switch (field.kind) {
      case "attribute":
        // The same in both forms is one too many.
        if (found.some(({ name }) => name === first.type)) this.#duplicate(first);
        else hub[field.api] = this.#map(field, first);
        break;
      case "body":
        hub[field.api] = {};
        this.#bodies.push({ target: hub, field: field.api, block: first });
        break;
      case "block":
        hub[field.api] = this.#nested(field, first, blocks);
        break;
    }
  }

  #nested(field: NestedBlock, first: HclBlock, blocks: readonly HclBlock[]): unknown {
    if (field.repeat === "one") return this.decode(field.block, first);
    const { labels } = field.block;
    for (const block of labels === undefined ? [] : blocks) this.#checkLabel(block, labels ?? [], blocks);
    const all = blocks.map((block) => this.decode(field.block, block));
    if (field.repeat !== "map") return all;
    const last = new Map(blocks.map((block) => [block.labels[0]?.value, block]));
    for (const block of blocks) {
      if (last.get(block.labels[0]?.value) !== block) {
        this.#lost(block, "Of two blocks with one label the last counts: give each a label of its own.");
      }
    }
    return Object.fromEntries(all.map((hub, index) => [blocks[index]?.labels[0]?.value ?? "", hub]));
  }

  #map(field: Attribute, block: HclBlock): Record<string, unknown> {
    const type =
      field.type.name === "strings map" ? "strings" : field.type.name === "int map" ? "int" : "string";
    // Blocks in it are lists of objects, as in a configuration, and so do not fit.
    const result: Record<string, unknown> = {};
    const found = block.body.configuration(this.#report);
    this.#places.add(result, block, { arguments: found, blocks: [] });
    for (const argument of found) {
      const value = decodeArgument(argument, { type, allowsNull: false }, this.#report);
      if (value !== undefined) setOwn(result, argument.name, value);
    }
    return result;
  }

  #data(argument: HclArgument): unknown {
    const { name, expression } = argument;
    const { value, problems } = argumentValue(argument);
    for (const problem of problems) this.#report(problem);
    if (problems.length > 0) return undefined;
    if (isWhollyKnown(value)) return dataOf(value);
    this.#report({
      code: "NX203",
      detail: `"${name}" does not fit: the value is not known.`,
      subject: startRange(expression),
      context: { start: expression.start, end: expression.end },
    });
    return undefined;
  }

  #checkLabel(block: HclBlock, known: readonly string[], all: readonly HclBlock[]): void {
    const [label] = block.labels;
    const name = label?.value.toLowerCase() ?? "";
    if (label !== undefined && !known.includes(name)) {
      const detail = `The label of "${block.type}" has to be ${known.map((each) => `"${each}"`).join(" or ")}.`;
      this.#report({ code: "NX205", detail, subject: label.range });
    } else if (all.find(({ labels }) => labels[0]?.value.toLowerCase() === name) !== block) {
      this.#duplicate(block);
    }
  }

  #missing(block: Block, given: HclBlock, found: readonly HclArgument[]): void {
    for (const name of requiredOf(block)) {
      if (found.some((argument) => argument.name === name)) continue;
      this.#report({
        code: "NX202",
        detail: `The block "${given.type}" needs ${name} = …`,
        subject: given.body.missingItem,
      });
    }
  }

  #duplicate(block: HclBlock): void {
    this.#report({
      code: "NX207",
      detail: `The block "${block.type}" can be used here only once: merge both into one.`,
      subject: block.header,
    });
  }
}

/** The attributes and blocks that are allowed in a block. */
export function shapeOf(block: Block): Shape {
  return derivedFrom(block).shape;
}

/** The names of the attributes that a block has to have. */
function requiredOf(block: Block): readonly string[] {
  return derivedFrom(block).required;
}

interface Derived {
  readonly shape: Shape;
  readonly required: readonly string[];
}

function derivedFrom(block: Block): Derived {
  let derived = derivedFacts.get(block);
  if (derived === undefined) {
    const fields = Object.entries(block.fields);
    const inHcl = fields.filter(([, { facts }]) => facts.apiOnly !== true);
    derived = {
      shape: {
        dynamic: true,
        arguments: new Set(inHcl.flatMap(([name, field]) => (mayBeArgument(field) ? [name] : []))),
        blocks: new Map(
          inHcl.flatMap(([name, field]) => (mayBeBlock(field) ? [[name, labelsOf(field)]] : [])),
        ),
      },
      required: fields.flatMap(([name, { facts }]) => (facts.requiredInHcl === true ? [name] : [])),
    };
    derivedFacts.set(block, derived);
  }
  return derived;
}

/** Derived from the schema, which is constant. */
const derivedFacts = new WeakMap<Block, Derived>();

function mayBeArgument(field: Field): boolean {
  return field.kind === "attribute" && field.facts.form !== "block";
}

function mayBeBlock(field: Field): boolean {
  return field.kind !== "attribute" || field.facts.form !== undefined;
}

function labelsOf(field: Field): 0 | 1 {
  return field.kind === "block" && (field.repeat === "labelled" || field.repeat === "map") ? 1 : 0;
}

/** Sets a property whatever its name is: an assignment to `__proto__` sets none. */
function setOwn(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== "__proto__") target[name] = value;
  else Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
}
