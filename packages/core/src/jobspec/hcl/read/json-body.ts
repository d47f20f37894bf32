import { jsonExpression } from "../../../hcl/json/json-expression.ts";
import type { JsonNode, JsonProperty, JsonString } from "../../../hcl/json/json-node.ts";
import type { JsonSource } from "../../../hcl/json/json-source.ts";
import { parseExpressionWithin } from "../../../hcl/parse-hcl.ts";
import { suggestion } from "../../../hcl/evaluate/suggestion.ts";
import type { Scope } from "../../../hcl/evaluate/scope.ts";
import type { TextRange } from "../../../hcl/syntax/text-range.ts";
import { expandDynamic } from "./dynamic-block.ts";
import type { Content, HclArgument, HclBlock, HclBody, Report, Shape } from "./hcl-body.ts";

/**
 * A body of HCL's JSON syntax: an object, or a list of objects of which one follows the other. The value of a block is an
 * object, or a list with one object for each block; its label is the name of a property around it. A property `//` is a
 * comment.
 * @see hashicorp/hcl json/structure.go (2.20.2)
 */
export class JsonBody implements HclBody {
  readonly #node: JsonNode;
  readonly #source: JsonSource;
  readonly #scope: Scope;

  constructor(node: JsonNode, source: JsonSource, scope: Scope) {
    this.#node = node;
    this.#source = source;
    this.#scope = scope;
  }

  get missingItem(): TextRange {
    const { kind, start, end } = this.#node;
    return kind === "json-object" ? { start: end - 1, end } : startOf({ kind, start, end });
  }

  within(scope: Scope): HclBody {
    return new JsonBody(this.#node, this.#source, scope);
  }

  content(shape: Shape, report: Report): Content {
    const found = new Map<string, HclArgument>();
    const blocks: HclBlock[] = [];
    for (const property of this.#properties(this.#node, "the content of this block", report)) {
      const { name, value } = property;
      if (shape.arguments.has(name)) {
        if (found.has(name)) reportTwice(property, report);
        else found.set(name, this.#argument(property));
        continue;
      }
      const labels = shape.blocks.get(name);
      if (labels !== undefined) blocks.push(...this.#blocks(property, labels, report));
      else if (name === "dynamic" && shape.dynamic === true) {
        const dynamic = this.#blocks(property, 1, report);
        blocks.push(...dynamic.flatMap((block) => expandDynamic(block, shape, this.#scope, report)));
      } else if (name !== "//") reportUnknown(name, shape, found, startOf({ ...property, value }), report);
    }
    return { arguments: [...found.values()], blocks };
  }

  configuration(report: Report): readonly HclArgument[] {
    if (this.#node.kind !== "json-object") {
      const detail = "An object is expected here, with the arguments of this block.";
      report({ code: "NX203", detail, subject: startOf(this.#node) });
      return [];
    }
    const found = new Map<string, HclArgument>();
    for (const property of this.#node.properties) {
      if (property.name === "//") continue;
      if (found.has(property.name)) reportTwice(property, report);
      else found.set(property.name, this.#argument(property));
    }
    return [...found.values()];
  }

  justArguments(report: Report): readonly HclArgument[] {
    return this.configuration(report);
  }

  #argument({ name, start, end, value }: JsonProperty): HclArgument {
    const source = this.#source;
    const { tree, problems } = jsonExpression(value, source);
    return {
      name,
      nameRange: { start, end },
      expression: tree,
      scope: this.#scope,
      json: {
        problems,
        literal: () => jsonExpression(value, source, "plain").tree,
        bare: (report) => (value.kind === "json-string" ? bareText(value, source, report) : tree),
      },
    };
  }

  /** The properties of an object, or of each object of a list. */
  #properties(node: JsonNode, what: string, report: Report): readonly JsonProperty[] {
    const refuse = (wrong: JsonNode): readonly JsonProperty[] => {
      const detail = `An object, or a list of objects, is expected here, with ${what}.`;
      report({ code: "NX203", detail, subject: startOf(wrong) });
      return [];
    };
    switch (node.kind) {
      case "json-null":
        return [];
      case "json-object":
        return node.properties;
      case "json-array":
        return node.values.flatMap((value) =>
          value.kind === "json-object" ? value.properties : refuse(value),
        );
      default:
        return refuse(node);
    }
  }

  #blocks(property: JsonProperty, labels: 0 | 1, report: Report): readonly HclBlock[] {
    if (labels === 0) return this.#bodies(property, property, [], report);
    const labelled = this.#properties(property.value, `the label of "${property.name}" as a name`, report);
    if (labelled.length === 0) {
      const detail = `The block "${property.name}" takes one label, its name: "${property.name}": {"name": { … }}.`;
      report({ code: "NX121", detail, subject: startOf(property.value) });
    }
    return labelled.flatMap((label) => {
      const { name, start, end } = label;
      return this.#bodies(property, label, [{ value: name, range: { start, end } }], report);
    });
  }

  #bodies(
    { name, start, end }: JsonProperty,
    { value }: JsonProperty,
    labels: HclBlock["labels"],
    report: Report,
  ): readonly HclBlock[] {
    const blockOf = (node: JsonNode): HclBlock => ({
      type: name,
      typeRange: { start, end },
      labels,
      header: startOf(value),
      body: new JsonBody(node, this.#source, this.#scope),
    });
    switch (value.kind) {
      case "json-null":
        return [];
      case "json-object":
        return [blockOf(value)];
      case "json-array":
        return value.values.map(blockOf);
      default: {
        const detail = `The value of the block "${name}" has to be an object, or a list of objects.`;
        report({ code: "NX203", detail, subject: startOf(value) });
        return [];
      }
    }
  }
}

/** The bracket that opens a value, or all of it. */
function startOf({ kind, start, end }: Pick<JsonNode, "kind" | "start" | "end"> | JsonProperty): TextRange {
  return kind === "json-object" || kind === "json-array" ? { start, end: start + 1 } : { start, end };
}

/** A text as the expression that is written in it: the type of a variable, the name of an iterator. */
function bareText(
  { value, start, end }: JsonString,
  { text }: JsonSource,
  report: Report,
): HclArgument["expression"] {
  const { tree, problems } = parseExpressionWithin(value, { text, offset: start + 1 });
  for (const problem of problems) report(problem);
  return problems.length > 0 ? { kind: "invalid", start, end } : tree;
}

function reportTwice({ name, start, end }: JsonProperty, report: Report): void {
  report({
    code: "NX207",
    detail: `"${name}" is set already: remove one of the two.`,
    subject: { start, end },
  });
}

function reportUnknown(
  name: string,
  shape: Shape,
  found: ReadonlyMap<string, unknown>,
  subject: TextRange,
  report: Report,
): void {
  const free = [...shape.arguments].filter((each) => !found.has(each));
  const hint = suggestion(name, [...free, ...shape.blocks.keys()]);
  report({ code: "NX201", detail: `"${name}" is not allowed here.${hint}`, subject });
}
