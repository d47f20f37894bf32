import type { Expression, SplatItem, Step } from "../syntax/expression.ts";
import type { TextRange } from "../syntax/text-range.ts";
import type { Parser } from "./parser.ts";

/** A full splat, whose steps are still being collected: all that follow it are its own. */
interface OpenSplat {
  readonly source: Expression;
  readonly start: number;
  readonly marker: TextRange;
  readonly height: number;
}

/** An expression and the steps after it, as they come. */
export class StepChain {
  readonly #p: Parser;
  #result: Expression;
  /** Where the expression begins that the steps lead on from. */
  #start: number;
  #height: number;
  #steps: Step[] = [];
  readonly #splats: OpenSplat[] = [];

  constructor(p: Parser, from: Expression) {
    this.#p = p;
    this.#result = from;
    this.#start = from.start;
    this.#height = p.takeHeight();
  }

  addStep(step: Step): void {
    this.#steps.push(step);
    this.#height = Math.max(this.#height, this.#p.takeHeight());
  }

  /** `[key]`, from `open` to `end`. */
  addIndex(key: Expression, open: number, end: number): void {
    const collection = this.#takeSource();
    this.#height = this.#p.deepen(Math.max(this.#height, this.#p.takeHeight()));
    this.#result = { kind: "index", start: this.#start, end, collection, key, open };
  }

  /** `.*` at `marker`, and the steps that belong to it, from `first` to `end`. */
  addAttributeSplat(marker: TextRange, steps: readonly Step[], first: number, end: number): void {
    const source = this.#takeSource();
    const item: SplatItem = { kind: "splat-item", ...marker };
    const each: Expression =
      steps.length === 0 ? item : { kind: "traversal", start: first, end, source: item, steps };
    this.#height = this.#p.deepen(Math.max(this.#height, 2));
    this.#result = { kind: "splat", start: this.#start, end, form: "attributes", source, each, marker };
  }

  /** `[*]` at `marker`. */
  addFullSplat(marker: TextRange): void {
    const start = this.#start;
    const height = this.#height;
    const p = this.#p;
    this.#splats.push({ source: this.#takeSource(), start, marker, height: Math.max(height, this.#height) });
    this.#result = { kind: "splat-item", ...marker };
    this.#start = marker.start;
    this.#height = 0;
    // The items of splats within splats stand further and further in.
    p.deepen(this.#splats.length);
  }

  /** All that has come. */
  finish(): Expression {
    let result = this.#takeSource();
    let height = this.#height;
    for (let splat = this.#splats.pop(); splat !== undefined; splat = this.#splats.pop()) {
      const { source, start, marker } = splat;
      height = this.#p.deepen(Math.max(splat.height, height));
      result = { kind: "splat", start, end: result.end, form: "full", source, each: result, marker };
    }
    this.#p.putHeight(height);
    return result;
  }

  /** The expression with the steps so far; the next steps lead on from that. */
  #takeSource(): Expression {
    const source = this.#result;
    const steps = this.#steps;
    const end = steps.at(-1)?.end;
    if (end === undefined) return source;
    this.#steps = [];
    if (source.kind === "reference" && source.steps.length === 0) {
      this.#result = { kind: "reference", start: source.start, end, name: source.name, steps };
    } else {
      this.#height = this.#p.deepen(this.#height);
      this.#result = { kind: "traversal", start: source.start, end, source, steps };
    }
    return this.#result;
  }
}
