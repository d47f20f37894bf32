import { evaluate } from "../../hcl/evaluate/evaluate.ts";
import { isIdentifier } from "../../hcl/scan/identifier.ts";
import type { Expression, ObjectExpression } from "../../hcl/syntax/expression.ts";
import { dataOf } from "../../jobspec/hcl/read/decode-value.ts";
import type { HclArgument } from "../../jobspec/hcl/read/hcl-body.ts";
import { valueInBody } from "../spec/body-script.ts";
import { call, type ObjectPart, type Script } from "../syntax/script.ts";
import type { Place } from "./place.ts";
import type { Translator } from "./translator.ts";

/** The content of a body without a schema as a spec has it; the reader takes objects in it for blocks. */
export class BodyValues {
  readonly #translator: Translator;

  constructor(translator: Translator) {
    this.#translator = translator;
  }

  /** The arguments of a body; blocks in it are lists of objects. */
  parts(given: readonly HclArgument[], place: Place): readonly ObjectPart[] {
    return given.flatMap(({ name, nameRange, expression }): ObjectPart[] => {
      const [value, note] = this.#translator.orValue(expression, place, (at) => this.#value(expression, at));
      const { state } = this.#translator;
      return value === undefined ? [] : [{ key: name, value, ...state.remarks(nameRange.start, ...note) }];
    });
  }

  #value(expression: Expression, place: Place): Script | undefined {
    if (expression.kind === "tuple" && expression.items.length > 0) {
      const objects = expression.items.filter((item) => item.kind === "object");
      if (objects.length === expression.items.length) return this.#blocks(objects, place, expression);
    }
    if (expression.kind === "object") {
      const script = this.#translator.translate(expression, place);
      return script === undefined ? undefined : call("asIs", script);
    }
    const hasParts = expression.kind === "tuple";
    if (hasParts || this.#translator.isOpen(expression, place)) {
      const script = this.#translator.translate(expression, place);
      const { kind } = this.#translator.typeOf(expression, place);
      return script !== undefined && (kind === "object" || kind === "map") ? call("asIs", script) : script;
    }
    const { value, problems } = evaluate(expression, place.scope);
    const [problem] = problems;
    if (problem !== undefined) return this.#translator.state.refuse(problem.subject, problem.detail);
    return value.kind === "null" ? undefined : valueInBody(dataOf(value));
  }

  #blocks(objects: readonly ObjectExpression[], place: Place, { start }: Expression): Script | undefined {
    const { state } = this.#translator;
    const scripts = objects.map((object) => this.#block(object, place));
    const [only] = scripts;
    const found = scripts.flatMap((value, index) =>
      value === undefined ? [] : [{ value, ...state.remarks(objects[index]?.start ?? -1) }],
    );
    if (found.length < objects.length) return undefined;
    const below = state.below(
      objects.map((object) => object.start),
      start,
    );
    const hasRemarks = found.some(({ above, behind }) => above !== undefined || behind !== undefined);
    // A block, or an object that stands for one; a list stays a list.
    const isBlock = state.source.text[start] !== "[";
    if (objects.length === 1 && isBlock && !hasRemarks && below.length === 0) return only;
    return { kind: "array", items: found, ...(below.length > 0 && { below }) };
  }

  #block(object: ObjectExpression, place: Place): Script | undefined {
    const keys = object.entries.map(({ key }) => this.#translator.key(key, place));
    if (!keys.every((key) => typeof key === "string" && isIdentifier(key)))
      return this.#translator.translate(object, place);
    const { state } = this.#translator;
    const entries = object.entries.flatMap((entry, index): ObjectPart[] => {
      const key = keys[index];
      const value = this.#value(entry.value, place);
      if (key === undefined || value === undefined) return [];
      return [{ key, value, ...state.remarks(entry.start) }];
    });
    const below = state.below(
      object.entries.map(({ start }) => start),
      object.start,
    );
    return { kind: "object", entries, ...(below.length > 0 && { below }) };
  }
}
