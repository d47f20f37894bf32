import { evaluate } from "../../hcl/evaluate/evaluate.ts";
import type { Template, TemplatePart } from "../../hcl/syntax/expression.ts";
import { convert } from "../../hcl/values/convert.ts";
import { stringType } from "../../hcl/values/types.ts";
import { method, text, type Script } from "../syntax/script.ts";
import type { Iterations } from "./iterations.ts";
import type { Place, Translating } from "./place.ts";

/** Translates templates: texts with expressions, conditions and loops in them. */
export class Templates {
  readonly #translator: Translating;
  readonly #iterations: Iterations;

  constructor(translator: Translating, iterations: Iterations) {
    this.#translator = translator;
    this.#iterations = iterations;
  }

  /** `"a ${b}"`, `%{ if … }`, `%{ for … }`: a text, or the only thing in it. */
  template({ parts }: Template, place: Place): Script | undefined {
    const [first, ...others] = parts;
    if (first?.kind === "interpolation" && others.length === 0)
      return this.#translator.translate(first.expression, place);
    return this.#templateOf(parts, place);
  }

  #templateOf(parts: readonly TemplatePart[], place: Place): Script | undefined {
    const written: (string | Script)[] = [];
    for (const part of parts) {
      const script = this.#templatePart(part, place);
      if (script === undefined) return undefined;
      const last = written.at(-1);
      if (typeof script === "string" && typeof last === "string") written[written.length - 1] = last + script;
      else written.push(script);
    }
    return { kind: "template", parts: written };
  }

  #templatePart(part: TemplatePart, place: Place): string | Script | undefined {
    switch (part.kind) {
      case "text":
        return part.value.normalize("NFC");
      case "interpolation": {
        if (this.#translator.isOpen(part.expression, place))
          return this.#translator.translate(part.expression, place);
        const { value, problems } = evaluate(part.expression, place.scope);
        const converted = convert(value, stringType);
        if (problems.length === 0 && "value" in converted && converted.value.kind === "string")
          return converted.value.value;
        return this.#translator.state.refuse(part, "This is no text.");
      }
      case "template-if": {
        const condition = this.#translator.boolean(part.condition, place);
        const whenTrue = this.#templateOf(part.whenTrue, place);
        const whenFalse = this.#templateOf(part.whenFalse, place);
        if (condition === undefined || whenTrue === undefined || whenFalse === undefined) return undefined;
        return { kind: "choice", condition, whenTrue: plainText(whenTrue), whenFalse: plainText(whenFalse) };
      }
      case "template-for": {
        const made = this.#iterations.mapped(part.collection, part.keyName, part.valueName, place, (inner) =>
          this.#templateOf(part.parts, inner),
        );
        return made === undefined ? undefined : method(made, "join", text(""));
      }
      case "invalid":
        return undefined;
    }
  }
}

function plainText(script: Script): Script {
  if (script.kind !== "template") return script;
  const [first = "", ...others] = script.parts;
  if (others.length > 0) return script;
  return typeof first === "string" ? text(first) : first;
}
