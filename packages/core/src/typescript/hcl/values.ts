import { evaluate } from "../../hcl/evaluate/evaluate.ts";
import type { Expression } from "../../hcl/syntax/expression.ts";
import type { Type } from "../../hcl/values/types.ts";
import { dataOf, decodeArgument } from "../../jobspec/hcl/read/decode-value.ts";
import type { Attribute, Block } from "../../jobspec/schema/_define.ts";
import type { TypeName } from "../../jobspec/schema/_values.ts";
import { formatDurationShort } from "../../units/duration.ts";
import { tagScript } from "../spec/tag-script.ts";
import {
  array,
  call,
  code,
  data,
  method,
  operation,
  text,
  type ObjectPart,
  type Script,
} from "../syntax/script.ts";
import type { NarrowType } from "./import-state.ts";
import type { Place } from "./place.ts";
import type { Translator } from "./translator.ts";

/** The value of an attribute as a spec has it, from the expression that gives it in HCL. */
export class AttributeValues {
  readonly #translator: Translator;

  constructor(translator: Translator) {
    this.#translator = translator;
  }

  /** Reported where it has no equal; `undefined` also where the value is null. */
  attribute(
    owner: Block,
    name: string,
    attribute: Attribute,
    expression: Expression,
    place: Place,
  ): Script | undefined {
    const isTags = owner.struct === "Service" && /^(canary_)?tags$/.test(name);
    const script = this.#wanted(attribute.type.name, expression, place, isTags);
    if (script === undefined) return undefined;
    const narrow = attribute.type.name === "duration" ? "duration" : attribute.values;
    return narrow === undefined ? script : this.#narrowed(script, narrow, expression, place);
  }

  /** An item of a map of texts. */
  text(expression: Expression, place: Place): Script | undefined {
    return this.#wanted("scalar", expression, place, false);
  }

  #wanted(wanted: TypeName, expression: Expression, place: Place, isTags: boolean): Script | undefined {
    if (expression.kind === "parentheses") return this.#wanted(wanted, expression.inner, place, isTags);
    const item = itemType(wanted);
    if (expression.kind === "tuple" && item !== undefined) {
      const values = expression.items.map((each) => this.#wanted(item, each, place, isTags));
      const parts = values.flatMap((value, index) => {
        const { start = -1 } = expression.items[index] ?? {};
        return value === undefined ? [] : [{ value, ...this.#state.remarks(start) }];
      });
      const below = this.#state.below(
        expression.items.map(({ start }) => start),
        expression.start,
      );
      return { kind: "array", items: parts, ...(below.length > 0 && { below }) };
    }
    if (expression.kind === "object" && item !== undefined) {
      const parts = expression.entries.flatMap((entry): ObjectPart[] => {
        const key = this.#translator.key(entry.key, place);
        const value = this.#wanted(item, entry.value, place, false);
        return key === undefined || value === undefined
          ? []
          : [{ key, value, ...this.#state.remarks(entry.start) }];
      });
      const below = this.#state.below(
        expression.entries.map(({ start }) => start),
        expression.start,
      );
      return { kind: "object", entries: parts, ...(below.length > 0 && { below }) };
    }
    if (!this.#translator.isOpen(expression, place)) return this.#closed(wanted, expression, place, isTags);
    const script = this.#translator.translate(expression, place);
    return script === undefined
      ? undefined
      : adapted(script, this.#translator.typeOf(expression, place), wanted);
  }

  get #state() {
    return this.#translator.state;
  }

  /** The value itself. */
  #closed(wanted: TypeName, expression: Expression, place: Place, isTags: boolean): Script | undefined {
    const { value, problems } = evaluate(expression, place.scope);
    const [problem] = problems;
    if (problem !== undefined) return this.#state.refuse(problem.subject, problem.detail);
    if (value.kind === "null") return undefined;
    if (wanted === "duration") {
      if (value.kind === "string") return text(value.value);
      const nanoseconds = dataOf(value);
      return typeof nanoseconds === "number" || typeof nanoseconds === "bigint"
        ? text(formatDurationShort(nanoseconds))
        : this.#state.refuse(expression, "This is no duration.");
    }
    const range = { start: expression.start, end: expression.end };
    const argument = { name: "", nameRange: range, expression, scope: place.scope };
    const decoded = decodeArgument(argument, { type: wanted, allowsNull: true }, (found) => {
      this.#state.refuse(found.subject, found.detail);
    });
    const plain = dataOf(value);
    // A number in a map of texts is written as one, where it has the same text.
    if (wanted === "scalar" && typeof plain !== "string" && String(plain) === decoded) return data(plain);
    if (isTags && Array.isArray(decoded))
      return array(decoded.map((tag: unknown) => (typeof tag === "string" ? tagScript(tag) : data(tag))));
    return isTags && typeof decoded === "string" ? tagScript(decoded) : data(decoded);
  }

  /** A text where only some are allowed: its type has to say so. */
  #narrowed(script: Script, narrow: NarrowType, expression: Expression, place: Place): Script {
    if (!this.#translator.isOpen(expression, place))
      return place.widens === true ? operation("as", script, code("const")) : script;
    if (script.kind === "choice" && isLiteral(script.whenTrue) && isLiteral(script.whenFalse)) return script;
    if (script.kind === "template" && narrow === "duration" && typeof script.parts.at(-1) === "string")
      return script;
    const name = this.#variableIn(expression);
    if (name !== undefined) {
      this.#state.narrowed.set(name, narrow);
      return script;
    }
    if (script.kind === "code" && this.#isLiteralLocal(expression)) return script;
    const type =
      narrow === "duration" ? "`${number}s`" : narrow.map((each) => JSON.stringify(each)).join(" | ");
    return operation("as", script, code(type));
  }

  /** The variable that an expression is, also by way of a local. */
  #variableIn(expression: Expression): string | undefined {
    const inner = withoutWrapping(expression);
    if (inner.kind !== "reference") return undefined;
    const [step, ...others] = inner.steps;
    if (step?.kind !== "attribute-step" || others.length > 0) return undefined;
    if (inner.name === "var") return step.name;
    const local = this.#localOf(inner);
    return local === undefined ? undefined : this.#variableIn(local);
  }

  #isLiteralLocal(expression: Expression): boolean {
    const local = this.#localOf(withoutWrapping(expression));
    return (
      local !== undefined && local.kind === "template" && local.parts.every(({ kind }) => kind === "text")
    );
  }

  #localOf(expression: Expression): Expression | undefined {
    if (expression.kind !== "reference" || expression.name !== "local") return undefined;
    const [step] = expression.steps;
    if (step?.kind !== "attribute-step" || expression.steps.length > 1) return undefined;
    return this.#state.file.locals.find(({ name }) => name === step.name)?.expression;
  }
}

/** The expression in parentheses, or in the only interpolation of a text. */
function withoutWrapping(expression: Expression): Expression {
  if (expression.kind === "parentheses") return withoutWrapping(expression.inner);
  const [part] = expression.kind === "template" ? expression.parts : [];
  const isOnly = expression.kind === "template" && expression.parts.length === 1;
  return isOnly && part?.kind === "interpolation" ? withoutWrapping(part.expression) : expression;
}

function isLiteral({ kind }: Script): boolean {
  return kind === "text";
}

function itemType(wanted: TypeName): TypeName | undefined {
  switch (wanted) {
    case "strings":
      return "string";
    case "ints":
    case "int map":
      return "int";
    case "string map":
      return "scalar";
    case "strings map":
      return "strings";
    default:
      return undefined;
  }
}

/** A value of one type where another is wanted, converted as HCL does. */
function adapted(script: Script, { kind, ...type }: Type, wanted: TypeName): Script {
  switch (wanted) {
    case "string":
      return kind === "number" || kind === "bool" ? call("String", script) : script;
    case "int":
    case "number":
      return kind === "string" ? call("toNumber", script) : script;
    case "bool":
      return kind === "string" ? call("toBool", script) : script;
    case "duration":
      return kind === "number" ? { kind: "template", parts: [script, "ns"] } : script;
    case "strings": {
      const items = "items" in type ? type.items : "element" in type ? [type.element] : [];
      const isText = items.every((item) => item.kind === "string" || item.kind === "dynamic");
      return isText ? script : method(script, "map", code("String"));
    }
    default:
      return script;
  }
}
