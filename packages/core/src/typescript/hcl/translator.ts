import { evaluate } from "../../hcl/evaluate/evaluate.ts";
import type {
  Binary,
  Call,
  Expression,
  ObjectExpression,
  Reference,
  Step,
  Unary,
} from "../../hcl/syntax/expression.ts";
import { convert } from "../../hcl/values/convert.ts";
import { stringType, type Type } from "../../hcl/values/types.ts";
import { stringValue, typeOf, unknownValue, type Value } from "../../hcl/values/value.ts";
import { dataOf } from "../../jobspec/hcl/read/decode-value.ts";
import { referencesIn } from "../../jobspec/hcl/read/references.ts";
import { inputName } from "../module.ts";
import { isName } from "../syntax/quote.ts";
import { call, code, data, member, operation, text, type ObjectPart, type Script } from "../syntax/script.ts";
import { functionScript, type Argument } from "./functions.ts";
import type { ImportState } from "./import-state.ts";
import { firstElement, Iterations, type Iteration } from "./iterations.ts";
import type { Binding, Names } from "./names.ts";
import type { Place, Translating } from "./place.ts";
import { Templates } from "./templates.ts";

/**
 * Translates expressions of HCL into TypeScript. What depends on no variable, local or iterator is written as its value. An
 * expression that has no equal is reported, and translated into `undefined`.
 */
export class Translator implements Translating {
  readonly state: ImportState;
  readonly #iterations: Iterations;
  readonly #templates: Templates;

  constructor(state: ImportState) {
    this.state = state;
    this.#iterations = new Iterations(this);
    this.#templates = new Templates(this, this.#iterations);
  }

  /** A list of what is made of each element of a collection. */
  each(iteration: Iteration): Script | undefined {
    return this.#iterations.each(iteration);
  }

  /** The expression, of whatever type. */
  translate(expression: Expression, place: Place): Script | undefined {
    if (expression.kind === "parentheses") return this.translate(expression.inner, place);
    if (expression.kind === "tuple") return this.#tuple(expression.items, place, expression);
    if (expression.kind === "object") return this.#object(expression, place);
    if (!this.isOpen(expression, place)) return this.valueScript(expression, place);
    switch (expression.kind) {
      case "template":
        return this.#templates.template(expression, place);
      case "reference":
        return this.#reference(expression, place);
      case "traversal":
        return this.#steps(
          this.translate(expression.source, place),
          expression.source,
          expression.steps,
          place,
        );
      case "index": {
        const collection = this.translate(expression.collection, place);
        const key = this.translate(expression.key, place);
        return collection === undefined || key === undefined ? undefined : call("at", collection, key);
      }
      case "call":
        return this.#call(expression, place);
      case "unary":
        return this.#unary(expression, place);
      case "binary":
        return this.#binary(expression, place);
      case "conditional": {
        const condition = this.boolean(expression.condition, place);
        const whenTrue = this.translate(expression.whenTrue, place);
        const whenFalse = this.translate(expression.whenFalse, place);
        if (condition === undefined || whenTrue === undefined || whenFalse === undefined) return undefined;
        // Of a number and a text, HCL makes texts.
        const isText = this.typeOf(expression, place).kind === "string";
        const [yes, no] = [whenTrue, whenFalse].map((script, index) => {
          const branch = index === 0 ? expression.whenTrue : expression.whenFalse;
          return isText ? this.asText(script, this.typeOf(branch, place)) : script;
        });
        return yes === undefined || no === undefined
          ? undefined
          : { kind: "choice", condition, whenTrue: yes, whenFalse: no };
      }
      case "for":
        return this.#iterations.for(expression, place);
      case "splat":
        return this.#iterations.splat(expression, place);
      case "splat-item": {
        const item = place.names.get("*");
        return item?.kind === "value" ? item.script : undefined;
      }
      default:
        return this.state.refuse(expression, `${this.state.textOf(expression)} cannot be translated.`);
    }
  }

  /**
   * The same by `make`; where it has no equal and depends on no variable, its value, of which a comment tells.
   * @returns the translation, and that comment.
   */
  orValue(
    expression: Expression,
    place: Place,
    make: (place: Place) => Script | undefined,
  ): readonly [Script | undefined, readonly string[]] {
    const before = this.state.problems.length;
    const locals = new Set(this.state.localNames.keys());
    const [script, remarks] = this.state.withRemarks(() => make(place));
    if (this.state.problems.length === before)
      return [script, script === undefined ? [] : [...this.noteOf(expression, place), ...remarks]];
    if (!this.#isFixed(expression, place)) return [undefined, []];
    this.state.problems.length = before;
    for (const name of this.state.localNames.keys())
      if (!locals.has(name)) this.state.localNames.delete(name);
    return [make({ ...place, names: noNames }), [this.state.evaluated(expression)]];
  }

  /** Whether its value depends on constants of the file alone. */
  #isFixed(expression: Expression, { names }: Place): boolean {
    return referencesIn(expression).every(({ name, steps: [step] }) => {
      const binding = names.get(name);
      if (binding === undefined || binding.kind === "known") return true;
      if (binding.kind !== "locals" || step?.kind !== "attribute-step") return false;
      return !this.state.dependsOnVariables(step.name);
    });
  }

  /** The value of an expression that is closed. */
  valueScript(expression: Expression, place: Place): Script | undefined {
    const { value, problems } = evaluate(expression, place.scope);
    const [problem] = problems;
    if (problem !== undefined) return this.state.refuse(problem.subject, problem.detail);
    return data(dataOf(value));
  }

  /** A comment that a value stands for a call of a function, where one does. */
  noteOf(expression: Expression, place: Place): readonly string[] {
    const isValue = hasCall(expression) && !this.isOpen(expression, place);
    return isValue ? [this.state.evaluated(expression)] : [];
  }

  /** Whether the value depends on something that TypeScript has a name for. */
  isOpen(expression: Expression, { names }: Place): boolean {
    if (hasSplatItem(expression) && names.has("*")) return true;
    return referencesIn(expression).some(({ name }) => {
      const binding = names.get(name);
      return binding !== undefined && binding.kind !== "known";
    });
  }

  /** The type of its value, as far as that is known. */
  typeOf(expression: Expression, { scope }: Place): Type {
    return typeOf(evaluate(expression, scope).value);
  }

  /** The same as text. */
  asText(script: Script, type: Type): Script {
    return type.kind === "number" || type.kind === "bool" ? call("String", script) : script;
  }

  /** A condition: a text has to say it, too. */
  boolean(expression: Expression, place: Place): Script | undefined {
    const script = this.translate(expression, place);
    const isText = script !== undefined && this.typeOf(expression, place).kind === "string";
    return isText ? call("toBool", script) : script;
  }

  #number(expression: Expression, place: Place): Script | undefined {
    const script = this.translate(expression, place);
    const isText = script !== undefined && this.typeOf(expression, place).kind === "string";
    return isText ? call("toNumber", script) : script;
  }

  #tuple(items: readonly Expression[], place: Place, { start }: Expression): Script | undefined {
    const scripts = items.map((item) => this.translate(item, place));
    const parts = scripts.flatMap((value, index) =>
      value === undefined ? [] : [{ value, ...this.state.remarks(items[index]?.start ?? -1) }],
    );
    const below = this.state.below(
      items.map((item) => item.start),
      start,
    );
    if (parts.length < items.length) return undefined;
    return { kind: "array", items: parts, ...(below.length > 0 && { below }) };
  }

  #object({ entries, start }: ObjectExpression, place: Place): Script | undefined {
    const parts = entries.flatMap((entry): ObjectPart[] => {
      const key = this.key(entry.key, place);
      const value = this.translate(entry.value, place);
      return key === undefined || value === undefined
        ? []
        : [{ key, value, ...this.state.remarks(entry.start) }];
    });
    const below = this.state.below(
      entries.map((entry) => entry.start),
      start,
    );
    if (parts.length < entries.length) return undefined;
    return { kind: "object", entries: parts, ...(below.length > 0 && { below }) };
  }

  /** The key of an object's entry. */
  key(key: Expression, place: Place): string | Script | undefined {
    if (key.kind === "reference" && key.steps.length === 0) return key.name;
    if (key.kind === "boolean") return String(key.value);
    if (key.kind === "null") return "null";
    if (this.isOpen(key, place)) return this.translate(key, place);
    const { value } = evaluate(key, place.scope);
    const converted = convert(value, stringType);
    if ("value" in converted && converted.value.kind === "string") return converted.value.value;
    return this.state.refuse(key, "The key of an entry has to be a text.");
  }

  #reference(reference: Reference, place: Place): Script | undefined {
    const binding = place.names.get(reference.name);
    if (binding === undefined) return undefined;
    const [script, used] = this.#start(reference, binding);
    if (script === undefined)
      return this.state.refuse(reference, `${this.state.textOf(reference)} is no single value.`);
    const steps = reference.steps.slice(used);
    const source: Reference = { ...reference, steps: reference.steps.slice(0, used) };
    return this.#steps(script, source, steps, place);
  }

  /** The part of a reference that has a name of its own, and how many steps that is. */
  #start({ steps: [step] }: Reference, binding: Binding): readonly [Script | undefined, number] {
    const part = step?.kind === "attribute-step" ? step.name : undefined;
    switch (binding.kind) {
      case "variables":
        return [
          part === undefined ? undefined : member(code(inputName), isName(part) ? part : text(part)),
          1,
        ];
      case "locals":
        return [part === undefined ? undefined : code(this.state.localName(part)), 1];
      case "iterator":
        return [part === "key" ? binding.key : part === "value" ? binding.value : undefined, 1];
      case "own variable":
        return [binding.script, 1];
      case "value":
        return [binding.script, 0];
      case "known":
        return [undefined, 0];
    }
  }

  #steps(
    start: Script | undefined,
    source: Expression,
    steps: readonly Step[],
    place: Place,
  ): Script | undefined {
    let script = start;
    let value: Value = evaluate(source, place.scope).value;
    for (const step of steps) {
      if (script === undefined) return undefined;
      const key =
        step.kind === "attribute-step" ? stringValue(step.name) : evaluate(step.key, place.scope).value;
      const property = data(dataOf(key));
      const isAttribute = value.kind === "object" && property.kind === "text";
      if (!isAttribute) script = call("at", script, property);
      else script = member(script, isName(property.value) ? property.value : property);
      value = partOf(value, key);
    }
    return script;
  }

  #call(expression: Call, place: Place): Script | undefined {
    const given = expression.arguments.map((each) => this.translate(each, place));
    const types = expression.arguments.map((each) => this.typeOf(each, place));
    const known = given.flatMap((script, index): Argument[] => {
      const type = types[index];
      return script === undefined || type === undefined ? [] : [{ script, type }];
    });
    if (known.length < given.length) return undefined;
    const made = expression.spread ? undefined : functionScript(expression.name, known);
    if (made?.remark !== undefined) this.state.remark(made.remark);
    if (made !== undefined) return made.script;
    return this.state.refuse(
      expression,
      `The function ${expression.name} has no equal here, and depends on a variable: write it by hand.`,
    );
  }

  #unary({ operator, operand }: Unary, place: Place): Script | undefined {
    const script = operator === "!" ? this.boolean(operand, place) : this.#number(operand, place);
    return script === undefined ? undefined : operation(operator, script);
  }

  #binary(expression: Binary, place: Place): Script | undefined {
    const { operator, left, right } = expression;
    const isEquality = operator === "==" || operator === "!=";
    const types = [left, right].map((each) => this.typeOf(each, place));
    if (isEquality && !types.every(({ kind }) => comparable.has(kind)))
      return this.state.refuse(expression, "Lists and objects cannot be compared here: write it by hand.");
    const [first, second] = [left, right].map((each) => {
      if (isEquality) return this.#wide(each, place);
      return operator === "&&" || operator === "||" ? this.boolean(each, place) : this.#number(each, place);
    });
    if (first === undefined || second === undefined) return undefined;
    if (operator === "/") this.state.remark("Numbers are doubles: 1 / 3 has 16 digits here, and more in HCL");
    return operation(isEquality ? `${operator}=` : operator, first, second);
  }

  /** A side of a comparison: TypeScript refuses to compare a constant with another text than its own. */
  #wide(expression: Expression, place: Place): Script | undefined {
    for (const { name, steps } of referencesIn(expression)) {
      const [step] = steps;
      if (name === "local" && steps.length === 1 && step?.kind === "attribute-step")
        this.state.widened.set(step.name, "string");
    }
    return this.translate(expression, place);
  }
}

/** Types whose values `===` compares, and null. */
const comparable: ReadonlySet<Type["kind"]> = new Set(["string", "number", "bool", "dynamic"]);

const noNames: Names = new Map();

function partOf(value: Value, key: Value): Value {
  if ("entries" in value && key.kind === "string") return value.entries.get(key.value) ?? unknownValue;
  if ("items" in value) return firstElement(value)[1];
  return unknownValue;
}

function hasCall(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(hasCall);
  if (typeof node !== "object" || node === null) return false;
  return ("kind" in node && node.kind === "call") || Object.values(node).some(hasCall);
}

function hasSplatItem(expression: Expression): boolean {
  return JSON.stringify(expression, (key, value: unknown) => (key === "each" ? undefined : value)).includes(
    '"splat-item"',
  );
}
