import type { Script } from "../syntax/script.ts";

/** The meaning of a first name of HCL in TypeScript. */
export type Binding =
  /** `var`: its parts are the variables of the file. */
  | { readonly kind: "variables" }
  /** `local`: its parts are constants. */
  | { readonly kind: "locals" }
  /** `var` in the rule of a variable: it has that one part. */
  | { readonly kind: "own variable"; readonly script: Script }
  /** The iterator of a `dynamic` block. */
  | { readonly kind: "iterator"; readonly key: Script; readonly value: Script }
  /** The name of a `for` expression. */
  | { readonly kind: "value"; readonly script: Script }
  /** The iterator of a `dynamic` block that is written out: its value is known. */
  | { readonly kind: "known" };

/** The meaning of first names where an expression stands; names that are not here are Nomad's own. */
export type Names = ReadonlyMap<string, Binding>;

/** Words that no constant can be called, and names that job files use. */
const taken: ReadonlySet<string> = new Set(
  `arguments as async await break case catch class const continue debugger default delete do else enum eval export extends
  false finally for from function get if implements import in instanceof interface let new null of package private protected
  public return set static super switch this throw true try type typeof undefined var void while with yield
  asIs at dedent job secret toBool toNumber urlprefix variables vars input env process console globalThis
  Array Boolean Infinity JSON Map Math NaN Number Object RegExp Set String Symbol`.split(/\s+/),
);

/** Hands out names, each once. */
export class NameGiver {
  readonly #given = new Set<string>(taken);

  /** A name like the one that is wanted. */
  give(wanted: string): string {
    const base = wanted.replace(/[^\w$]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? "");
    const valid = /^[A-Za-z_$]/.test(base) ? base : `_${base}`;
    let name = valid;
    for (let count = 2; this.#given.has(name); count += 1) name = `${valid}${count}`;
    this.#given.add(name);
    return name;
  }

  /** Lets a name be handed out again, where it is not seen any more. */
  takeBack(name: string): void {
    if (!taken.has(name)) this.#given.delete(name);
  }
}
