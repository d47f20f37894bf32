import { evaluate } from "../../hcl/evaluate/evaluate.ts";
import type { Scope } from "../../hcl/evaluate/scope.ts";
import type { Expression, For, Splat } from "../../hcl/syntax/expression.ts";
import {
  integerValue,
  stringValue,
  typeOf,
  unknownOf,
  unknownValue,
  type Value,
} from "../../hcl/values/value.ts";
import { namesIn } from "../syntax/names-in.ts";
import { array, call, choice, code, method, operation, text, type Script } from "../syntax/script.ts";
import { inKeyOrder, keepsKeyOrder } from "./key-order.ts";
import type { Binding } from "./names.ts";
import type { Place, Translating } from "./place.ts";

/** How the elements of a collection are gone through. */
export interface Iteration {
  readonly collection: Expression;
  readonly wanted: { readonly key: string; readonly value: string };
  readonly place: Place;
  readonly bind: (key: Script, value: Script) => readonly (readonly [string, Binding])[];
  readonly inScope: (key: Value, value: Value) => readonly (readonly [string, Value])[];
  readonly make: (inner: Place) => Script | undefined;
  readonly only?: (inner: Place) => Script | undefined;
}

/** Translates what goes through the elements of a collection: `for` expressions, splats, `dynamic` blocks. */
export class Iterations {
  readonly #translator: Translating;

  constructor(translator: Translating) {
    this.#translator = translator;
  }

  /** `[for v in list : …]` */
  for(expression: For, place: Place): Script | undefined {
    const { key, condition, value, grouping } = expression;
    if (grouping)
      return this.#translator.state.refuse(expression, "A for expression with ... has no equal here.");
    const made = this.mapped(
      expression.collection,
      expression.keyName,
      expression.valueName,
      place,
      (inner) => {
        const item = this.#translator.translate(value, inner);
        if (key === undefined || item === undefined) return item;
        const name = this.#translator.key(
          key.kind === "reference"
            ? { kind: "parentheses", inner: key, start: key.start, end: key.end }
            : key,
          inner,
        );
        return name === undefined ? undefined : array([typeof name === "string" ? text(name) : name, item]);
      },
      condition,
    );
    if (made === undefined || expression.result === "tuple") return made;
    return call("Object.fromEntries", made);
  }

  /** `list[*].name` */
  splat(whole: Splat, place: Place): Script | undefined {
    const { source, each } = whole;
    const type = this.#translator.typeOf(source, place);
    if (type.kind !== "list" && type.kind !== "set" && type.kind !== "tuple")
      return this.#translator.state.refuse(whole, "A splat of something that is no list has no equal here.");
    const list = this.#translator.translate(source, place);
    const name = this.#translator.state.names.give("item");
    const scope: Scope = {
      parent: place.scope,
      splatItem: firstElement(evaluate(source, place.scope).value)[1],
    };
    const names = new Map([...place.names, ["*", { kind: "value", script: code(name) }] as const]);
    const result = this.#translator.translate(each, { ...place, scope, names });
    this.#translator.state.names.takeBack(name);
    if (list === undefined || result === undefined) return undefined;
    return method(list, "map", { kind: "arrow", parameters: `(${name})`, result });
  }

  /** The entries of an object, in the order of their keys. */
  #entries(collection: Expression, list: Script): Script {
    const entries = call("Object.entries", list);
    const { state } = this.#translator;
    const [step] = collection.kind === "reference" && collection.name === "local" ? collection.steps : [];
    const local = step?.kind === "attribute-step" ? step.name : undefined;
    const written = state.file.locals.find(({ name }) => name === local)?.expression ?? collection;
    if (keepsKeyOrder(inKeyOrder(written))) return entries;
    const [a, b] = [code("a"), code("b")];
    const result = choice(operation("<", a, b), code("-1"), code("1"));
    return method(entries, "sort", { kind: "arrow", parameters: "([a], [b])", result });
  }

  /** A list of what `make` makes of each element of a collection; elements that do not meet the condition are left out. */
  mapped(
    collection: Expression,
    keyName: string | undefined,
    valueName: string,
    place: Place,
    make: (inner: Place) => Script | undefined,
    condition?: Expression,
  ): Script | undefined {
    const bind = (key: Script, value: Script): readonly (readonly [string, Binding])[] => [
      ...(keyName === undefined ? [] : [[keyName, { kind: "value", script: key }] as const]),
      [valueName, { kind: "value", script: value }],
    ];
    const inScope = (key: Value, value: Value): readonly (readonly [string, Value])[] => [
      ...(keyName === undefined ? [] : [[keyName, key] as const]),
      [valueName, value],
    ];
    const wanted = { key: keyName ?? "key", value: valueName };
    const iteration = { collection, wanted, place, bind, inScope, make };
    if (condition === undefined) return this.each(iteration);
    return this.each({ ...iteration, only: (inner) => this.#translator.boolean(condition, inner) });
  }

  /** A list of what is made of each element, with the names that it is known by. */
  each({ collection, wanted, place, bind, inScope, make, only }: Iteration): Script | undefined {
    const [step] = collection.kind === "reference" && collection.name === "local" ? collection.steps : [];
    if (step?.kind === "attribute-step") this.#translator.state.inKeyOrder.add(step.name);
    const list = this.#translator.translate(inKeyOrder(collection), place);
    if (list === undefined) return undefined;
    const { value: elements } = evaluate(collection, place.scope);
    const isKeyed = elements.kind === "map" || elements.kind === "object" || typeOf(elements).kind === "map";
    const names = {
      key: this.#translator.state.names.give(wanted.key),
      value: this.#translator.state.names.give(wanted.value),
    };
    const isSet = typeOf(elements).kind === "set";
    const bound = bind(isSet ? code(names.value) : code(names.key), code(names.value));
    const [key, value] = firstElement(elements);
    const inner: Place = {
      ...place,
      scope: { parent: place.scope, variables: new Map(inScope(isSet ? value : key, value)) },
      names: new Map([...place.names, ...bound]),
    };
    const result = make(inner);
    const condition = only?.(inner);
    this.#translator.state.names.takeBack(names.key);
    this.#translator.state.names.takeBack(names.value);
    if (result === undefined || (only !== undefined && condition === undefined)) return undefined;
    const source = isKeyed ? this.#entries(collection, list) : list;
    const parameters = (of: Script): string => {
      const usesKey = mentions(of, names.key);
      const usesValue = mentions(of, names.value);
      if (!usesKey && !usesValue) return "()";
      if (!isKeyed) return usesKey ? `(${names.value}, ${names.key})` : `(${names.value})`;
      if (!usesKey) return `([, ${names.value}])`;
      return usesValue ? `([${names.key}, ${names.value}])` : `([${names.key}])`;
    };
    const filtered =
      condition === undefined
        ? source
        : method(source, "filter", { kind: "arrow", parameters: parameters(condition), result: condition });
    const isItself = result.kind === "code" && result.text === names.value && !isKeyed;
    return isItself
      ? filtered
      : method(filtered, "map", { kind: "arrow", parameters: parameters(result), result });
  }
}

/** The key and value of the first element; where there is none, of its type. */
export function firstElement(value: Value): readonly [Value, Value] {
  if ("entries" in value) {
    for (const [key, item] of value.entries) return [stringValue(key), item];
    return [stringValue(""), value.kind === "map" ? unknownOf(value.element) : unknownValue];
  }
  if (!("items" in value)) return [unknownValue, unknownValue];
  const [first] = value.items;
  return [integerValue(0), first ?? ("element" in value ? unknownOf(value.element) : unknownValue)];
}

function mentions(script: Script, name: string): boolean {
  return namesIn(script).has(name);
}
