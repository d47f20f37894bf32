// A file may have changed any function of JavaScript when it is asked for what has changed. So what is used then is kept
// beforehand, and lists are gone through by number.
const { defineProperty, getOwnPropertyDescriptor } = Object;
const { deleteProperty, get, ownKeys } = Reflect;

/** A function that all code of the process shares. */
interface Shared {
  readonly owner: object;
  readonly key: PropertyKey;
  /** Of the owner: `Array.prototype`. */
  readonly name: string;
  readonly before: PropertyDescriptor;
}

const types = [Object, Function, Array, String, Number, Date, RegExp, Map, Set, Promise];

/**
 * The functions that JavaScript and Node bring along, as they are when this is made. What is added to them under a new name is
 * let be, as polyfills do it, unless every loop over the keys of an object would see it.
 */
export class BuiltIns {
  readonly #shared: readonly Shared[];
  /** Objects that could be replaced. */
  readonly #globals = { process, Buffer, env: process.env };

  constructor() {
    // A plain loop: this is done at every start.
    const shared: Shared[] = [];
    const remember = (name: string, owner: object, keys: readonly PropertyKey[]): void => {
      for (const key of keys) {
        const before = getOwnPropertyDescriptor(owner, key);
        if (typeof before?.value === "function") shared.push({ owner, key, name, before });
      }
    };
    remember("", globalThis, ownKeys(globalThis));
    remember("console", console, ownKeys(console));
    remember("JSON", JSON, ownKeys(JSON));
    remember("Math", Math, ownKeys(Math));
    for (const type of types) {
      remember(type.name, type, ownKeys(type));
      remember(`${type.name}.prototype`, type.prototype, ownKeys(type.prototype));
    }
    // Node changes others of its own accord.
    remember("process", process, ["cwd", "exit", "nextTick"]);
    remember("process.stdout", process.stdout, ["write"]);
    this.#shared = shared;
  }

  /** Undoes what was changed since, and names one thing that was: `JSON.stringify`; `undefined` when nothing was. */
  restore(): string | undefined {
    let changed = this.#restoreGlobals();
    for (let index = 0; index < this.#shared.length; index++) {
      const each = this.#shared[index];
      if (each === undefined || get(each.owner, each.key) === each.before.value) continue;
      defineProperty(each.owner, each.key, each.before);
      changed ??= qualified(each);
    }
    // The keys of objects first: lists have them, too.
    const inObjects = removeEnumerable("Object", Object.prototype);
    const inLists = removeEnumerable("Array", Array.prototype);
    return changed ?? inObjects ?? inLists;
  }

  #restoreGlobals(): string | undefined {
    const globals = this.#globals;
    if (globalThis.Buffer !== globals.Buffer) {
      globalThis.Buffer = globals.Buffer;
      return "Buffer";
    }
    if (globalThis.process !== globals.process) {
      globalThis.process = globals.process;
      return "process";
    }
    if (process.env === globals.env) return undefined;
    process.env = globals.env;
    return "process.env";
  }
}

/** As code writes it: `JSON.stringify`. */
function qualified({ name, key }: Shared): string {
  if (typeof key === "symbol") return `${name}[${String(key).slice("Symbol(".length, -1)}]`;
  return name === "" ? String(key) : `${name}.${String(key)}`;
}

/** JavaScript itself has no such key there: with one, every object or list seems to have it in a loop. */
function removeEnumerable(name: string, prototype: object): string | undefined {
  let removed: string | undefined;
  for (const key in prototype) {
    if (deleteProperty(prototype, key)) removed ??= `${name}.prototype.${key}`;
  }
  return removed;
}
