import type { Expression } from "../../hcl/syntax/expression.ts";
import type { Type } from "../../hcl/values/types.ts";
import { dataOf } from "../../jobspec/hcl/read/decode-value.ts";
import type { InputVariable } from "../../jobspec/hcl/read/input-variables.ts";
import { code, data, text, type ObjectLiteral, type ObjectPart, type Script } from "../syntax/script.ts";
import type { ImportState, NarrowType } from "./import-state.ts";
import type { Binding } from "./names.ts";
import type { Place } from "./place.ts";
import type { Translator } from "./translator.ts";

/** The variables of a job file as the argument of `variables()`; `undefined` where it has none. */
export function declarations(
  translator: Translator,
  state: ImportState,
  place: Place,
): ObjectLiteral | undefined {
  const { variables } = state.file;
  if (variables.size === 0) return undefined;
  const entries = Array.from(variables.values(), (variable): ObjectPart => {
    const { name, range } = variable;
    const inside = state.linesWithin(range);
    return {
      key: name,
      value: declaration(variable, translator, state, place),
      ...state.remarks(range.start, ...inside),
    };
  });
  return { kind: "object", entries, expanded: true };
}

function declaration(
  variable: InputVariable,
  translator: Translator,
  state: ImportState,
  place: Place,
): ObjectLiteral {
  const { name, type, description, rules, range } = variable;
  const narrow = narrowType(variable, state.narrowed.get(name));
  const entries: ObjectPart[] = [{ key: "type", value: narrow ?? text(typeText(type)) }];
  if (variable.default?.kind === "null") {
    state.refuse(
      range,
      `The variable "${name}" is null where no value is given, and TypeScript has no such default.`,
    );
  } else if (variable.default !== undefined) {
    entries.push({ key: "default", value: data(dataOf(variable.default)) });
  }
  if (description !== undefined) entries.push({ key: "description", value: text(description) });
  const validation = rules.flatMap(({ condition, message }): Script[] => {
    const rule = ruleScript(name, condition, message, translator, state, place);
    return rule === undefined ? [] : [rule];
  });
  const [only] = validation;
  if (only !== undefined) {
    const items = validation.map((value) => ({ value }));
    entries.push({ key: "validation", value: items.length === 1 ? only : { kind: "array", items } });
  }
  return { kind: "object", entries };
}

function ruleScript(
  name: string,
  condition: Expression,
  message: string,
  translator: Translator,
  state: ImportState,
  place: Place,
): Script | undefined {
  const parameter = state.names.give(name);
  // The condition knows its own variable only, by `var`.
  const own: Binding = { kind: "own variable", script: code(parameter) };
  const script = translator.translate(condition, { ...place, names: new Map([["var", own]]) });
  state.names.takeBack(parameter);
  if (script === undefined) return undefined;
  return {
    kind: "object",
    entries: [
      { key: "condition", value: { kind: "arrow", parameters: `(${parameter})`, result: script } },
      { key: "error_message", value: text(message) },
    ],
  };
}

/** The narrower type that uses of a variable ask for, where its default has it, too. */
function narrowType(
  { type, default: value }: InputVariable,
  narrow: NarrowType | undefined,
): Script | undefined {
  if (narrow === undefined || (type !== undefined && type.kind !== "string")) return undefined;
  if (narrow === "duration") return text("duration");
  const plain = value === undefined ? undefined : dataOf(value);
  return plain === undefined || narrow.some((each) => each === plain) ? data(narrow) : undefined;
}

/** A type as HCL writes it. What a default alone says of a list or an object goes for others of its kind. */
function typeText(type: Type | undefined): string {
  if (type === undefined) return "string";
  switch (type.kind) {
    case "dynamic":
      return "string";
    case "tuple": {
      const [first, ...others] = type.items.map(typeText);
      return `list(${first !== undefined && others.every((each) => each === first) ? first : "string"})`;
    }
    case "list":
    case "set":
    case "map":
      return `${type.kind}(${typeText(type.element)})`;
    case "object": {
      const attributes = Array.from(type.attributes, ([name, each]) => `${name} = ${typeText(each)}`);
      return attributes.length === 0 ? "map(string)" : `object({ ${attributes.join(", ")} })`;
    }
    default:
      return type.kind;
  }
}
