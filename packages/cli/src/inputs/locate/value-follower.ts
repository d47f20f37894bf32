import { findBinding, findExport, isFunction, nameOf, type Binding, type Scopes } from "./find-binding.ts";
import type { ScriptFile, ScriptFiles } from "./script-files.ts";
import { child, children, flag, text, type SyntaxNode } from "./syntax-node.ts";

/** An expression in a file, with what its names mean there. */
export interface Place {
  readonly file: ScriptFile;
  readonly node: SyntaxNode;
  readonly scopes: Scopes;
  /** The arguments of the calls that led here, by the function that was called. */
  readonly args: ReadonlyMap<SyntaxNode, readonly Place[]>;
}

/** One step into a value: what is there, and the key it is written under, if any. */
export interface Step {
  readonly value: Place;
  readonly key?: Place;
}

/** More steps than any job file needs; ends what would go in circles. */
const BUDGET = 1_000;

/**
 * Finds the text that a part of a value was written as, without running anything: through variables, imports of the user's
 * own files, spreads, calls of functions that return an object, and `map`. Where the text does not say, it stops.
 */
export class ValueFollower {
  readonly #files: ScriptFiles;
  #budget = BUDGET;

  constructor(files: ScriptFiles) {
    this.#files = files;
  }

  /** The default export of `file`; of a function, what it returns. */
  defaultExport(file: ScriptFile): Place | undefined {
    const binding = findExport("default", file.root);
    const place = binding === undefined ? undefined : this.#bound(binding, startOf(file));
    if (place === undefined) return undefined;
    const value = this.resolve(place);
    return isFunction(value.node) ? this.#result(value, []) : value;
  }

  /** The expression that `place` amounts to: an object, a list, a text; `place` itself where that cannot be told. */
  resolve(place: Place): Place {
    if (this.#budget-- < 0) return place;
    const { node } = place;
    switch (node.type) {
      case "TSAsExpression":
      case "TSSatisfiesExpression":
      case "TSNonNullExpression":
      case "TSTypeAssertion":
      case "ParenthesizedExpression":
        return this.#inner(place, child(node, "expression"));
      case "AwaitExpression":
        return this.#inner(place, child(node, "argument"));
      case "Identifier": {
        const binding = findBinding(text(node, "name") ?? "", place.scopes);
        const found = binding === undefined ? undefined : this.#bound(binding, place);
        return found === undefined ? place : this.resolve(found);
      }
      case "MemberExpression":
      case "OptionalMemberExpression": {
        const object = child(node, "object");
        const key = this.#keyOf(place, child(node, "property"), flag(node, "computed"));
        const step =
          object === undefined || key === undefined ? undefined : this.step(within(place, object), key);
        return step === undefined ? place : this.resolve(step.value);
      }
      case "CallExpression": {
        const result = this.#called(place);
        return result === undefined ? place : this.resolve(result);
      }
      default:
        return place;
    }
  }

  /** Returns the value under `key` in `place`; a block that may also be a list of one is entered either way. */
  step(place: Place, key: string | number): Step | undefined {
    if (this.#budget-- < 0) return undefined;
    const value = this.resolve(place);
    const { node } = value;
    switch (node.type) {
      case "ObjectExpression":
        return typeof key === "number" ? { value } : this.#property(value, key);
      case "ArrayExpression":
        return this.#item(value, key);
      case "ConditionalExpression":
        return this.#either(value, ["consequent", "alternate"], key);
      case "LogicalExpression":
        return this.#either(value, ["right", "left"], key);
      case "CallExpression":
        return this.#stepIntoCall(value, key);
      default:
        return undefined;
    }
  }

  #property(object: Place, key: string): Step | undefined {
    let computed: Step | undefined;
    for (const property of children(object.node, "properties").toReversed()) {
      if (property === undefined) continue;
      if (property.type === "SpreadElement") {
        const spread = child(property, "argument");
        const found = spread === undefined ? undefined : this.step(within(object, spread), key);
        if (found !== undefined) return found;
        continue;
      }
      const keyNode = child(property, "key");
      const value = property.type === "ObjectMethod" ? property : child(property, "value");
      if (keyNode === undefined || value === undefined) continue;
      const step = { value: within(object, value), key: within(object, keyNode) };
      const name = this.#keyOf(object, keyNode, flag(property, "computed"));
      if (name === key) return step;
      // `[name]: …` with a name that only running tells: the likeliest place when no other fits.
      if (name === undefined) computed ??= step;
    }
    return computed;
  }

  #item(list: Place, key: string | number): Step | undefined {
    const items = children(list.node, "elements");
    if (typeof key === "string" && !/^\d+$/.test(key)) {
      const [only] = items;
      return only === undefined || items.length > 1 ? undefined : this.step(within(list, only), key);
    }
    let left = Number(key);
    for (const item of items) {
      if (item?.type === "SpreadElement") {
        const spread = child(item, "argument");
        const inner = spread === undefined ? undefined : this.resolve(within(list, spread));
        if (inner?.node.type !== "ArrayExpression") return undefined;
        const length = children(inner.node, "elements").length;
        if (left < length) return this.#item(inner, left);
        left -= length;
      } else if (left-- === 0) {
        return item === undefined ? undefined : { value: within(list, item) };
      }
    }
    return undefined;
  }

  #either(place: Place, fields: readonly string[], key: string | number): Step | undefined {
    for (const field of fields) {
      const branch = child(place.node, field);
      const found = branch === undefined ? undefined : this.step(within(place, branch), key);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Calls whose result has a known shape: `list.map(f)`, `Object.assign(a, b)`, `job(name, spec)`. */
  #stepIntoCall(call: Place, key: string | number): Step | undefined {
    const callee = child(call.node, "callee");
    const args = argumentsOf(call);
    const method = callee?.type === "MemberExpression" ? nameOf(child(callee, "property")) : nameOf(callee);
    const object = callee === undefined ? undefined : child(callee, "object");
    const [first, second] = args;
    if (method === "map" && object !== undefined && first !== undefined) {
      const mapper = this.resolve(first);
      if (!isFunction(mapper.node)) return undefined;
      const item = typeof key === "number" ? this.step(within(call, object), key)?.value : undefined;
      const result = this.#result(mapper, item === undefined ? [] : [item]);
      if (result === undefined) return undefined;
      return typeof key === "number" ? { value: result } : this.step(result, key);
    }
    if (method === "assign" && nameOf(object) === "Object") {
      for (const arg of args.toReversed()) {
        const found = this.step(arg, key);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    if (method === "job" && first !== undefined && second !== undefined) {
      return key === "job" ? { value: call } : { value: second, key: first };
    }
    return undefined;
  }

  #called(call: Place): Place | undefined {
    const callee = child(call.node, "callee");
    if (callee === undefined) return undefined;
    const args = argumentsOf(call);
    if (callee.type === "MemberExpression" && nameOf(child(callee, "object")) === "Object") {
      return nameOf(child(callee, "property")) === "freeze" ? args[0] : undefined;
    }
    const called = this.resolve(within(call, callee));
    return isFunction(called.node) ? this.#result(called, args) : undefined;
  }

  /** The value that a function returns: its expression, or that of the last `return` at the top of its body. */
  #result(called: Place, args: readonly Place[]): Place | undefined {
    const { file, node } = called;
    const body = child(node, "body");
    if (body === undefined) return undefined;
    const scopes = [node, ...called.scopes];
    const bound = new Map(called.args).set(node, args);
    if (body.type !== "BlockStatement") return { file, node: body, scopes, args: bound };
    const last = children(body, "body").findLast((statement) => statement?.type === "ReturnStatement");
    const returned = last === undefined ? undefined : child(last, "argument");
    return returned === undefined
      ? undefined
      : { file, node: returned, scopes: [body, ...scopes], args: bound };
  }

  /** The expression a name stands for; `undefined` where only running tells. */
  #bound(binding: Binding, user: Place): Place | undefined {
    switch (binding.kind) {
      case "value":
        return this.#part({ ...user, node: binding.node, scopes: binding.scopes }, binding.path);
      case "parameter": {
        const given = user.args.get(binding.owner)?.[binding.index];
        if (given !== undefined) return this.#part(given, binding.path);
        const { fallback, scopes } = binding;
        return fallback === undefined
          ? undefined
          : this.#part({ ...user, node: fallback, scopes }, binding.path);
      }
      case "import": {
        if (this.#budget-- < 0) return undefined;
        const file = this.#files.imported(binding.source, user.file);
        const exported = file === undefined ? undefined : findExport(binding.imported, file.root);
        return file === undefined || exported === undefined
          ? undefined
          : this.#bound(exported, startOf(file));
      }
    }
  }

  #part(place: Place, path: readonly string[]): Place | undefined {
    let part: Place | undefined = place;
    for (const key of path) part = part === undefined ? undefined : this.step(part, key)?.value;
    return part;
  }

  #inner(place: Place, node: SyntaxNode | undefined): Place {
    return node === undefined ? place : this.resolve(within(place, node));
  }

  /** The text of a property's key; `undefined` for a computed one that only running tells. */
  #keyOf(place: Place, key: SyntaxNode | undefined, isComputed: boolean): string | undefined {
    if (key === undefined || !isComputed) return nameOf(key);
    const { node } = this.resolve(within(place, key));
    if (node.type === "StringLiteral" || node.type === "NumericLiteral") return nameOf(node);
    const [only, ...more] = node.type === "TemplateLiteral" ? children(node, "quasis") : [];
    return only === undefined || more.length > 0
      ? undefined
      : place.file.lines.text.slice(only.start, only.end);
  }
}

/** The arguments of a call, up to the first that is spread. */
export function argumentsOf(call: Place): readonly Place[] {
  const args: Place[] = [];
  for (const arg of children(call.node, "arguments")) {
    if (arg === undefined || arg.type === "SpreadElement") break;
    args.push(within(call, arg));
  }
  return args;
}

function within(place: Place, node: SyntaxNode): Place {
  return { ...place, node };
}

function startOf(file: ScriptFile): Place {
  return { file, node: file.root, scopes: [file.root], args: new Map() };
}
