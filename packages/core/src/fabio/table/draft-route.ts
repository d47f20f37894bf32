import type { RouteWeight } from "../commands/route-command.ts";
import type { RouteProblem } from "./route-problem.ts";
import type { Route, Target } from "./route-table.ts";
import { crashes, effectiveWeights, ringOf } from "./weights.ts";

/** A target while its route is made: the weight is known in the end only. */
export type DraftTarget = Omit<Target, "weight">;

/** Targets from which on duplicates are looked up instead of looked for. */
const manyTargets = 16;

/** A route while the table is made. */
export class DraftRoute {
  readonly host: string;
  readonly path: string;
  #targets: DraftTarget[] = [];
  #known: Set<string> | undefined;
  /** Line of the last weight far out of any use; only those can end the process or leave the ring empty. */
  #suspect: number | undefined;

  constructor(host: string, path: string) {
    this.host = host;
    this.path = path;
  }

  get targets(): readonly DraftTarget[] {
    return this.#targets;
  }

  /** Adds a target; `undefined` if one is there already that differs in nothing but its options. */
  add(target: DraftTarget, line: number): readonly RouteProblem[] | undefined {
    if (this.#has(target)) return undefined;
    this.#targets.push(target);
    this.#known?.add(identity(target));
    return this.#check([target.fixedWeight], line);
  }

  remove(fits: (target: DraftTarget) => boolean, line: number): readonly RouteProblem[] {
    this.#replace(this.#targets.filter((target) => !fits(target)));
    return this.#check([], line);
  }

  /** Spreads a weight over the targets that fit; `undefined` when none does. */
  weigh({ service, weight, tags, line }: RouteWeight): readonly RouteProblem[] | undefined {
    const fits = (target: DraftTarget) =>
      (service === "" || target.service === service) && tags.every((tag) => target.tags.includes(tag));
    const count = this.#targets.filter(fits).length;
    if (count === 0) return undefined;
    const fixedWeight = weight / count;
    this.#replace(this.#targets.map((target) => (fits(target) ? { ...target, fixedWeight } : target)));
    return this.#check([fixedWeight], line);
  }

  /** The route with its weights; adds to `problems` if requests for it will fail. */
  finish(problems: RouteProblem[]): Route {
    const weights = effectiveWeights(this.#targets.map(({ fixedWeight }) => fixedWeight));
    const targets = this.#targets.map((target, index) => ({ ...target, weight: weights[index] ?? 0 }));
    const line = this.#suspect;
    if (line !== undefined && targets.length > 1 && ringOf(targets).ring.length === 0) {
      problems.push({
        code: "empty-ring",
        effect: "panic",
        line,
        message: `the weights of ${this.host}${this.path} are too large: no target can be picked`,
      });
    }
    return { host: this.host, path: this.path, targets };
  }

  #replace(targets: DraftTarget[]): void {
    this.#targets = targets;
    this.#known = undefined;
  }

  #has(target: DraftTarget): boolean {
    // NaN differs from itself, in Go too.
    if (Number.isNaN(target.fixedWeight)) return false;
    if (this.#targets.length < manyTargets) return this.#targets.some((other) => isSame(other, target));
    this.#known ??= new Set(this.#targets.map(identity));
    return this.#known.has(identity(target));
  }

  /** Whether the process ends here. */
  #check(weights: readonly number[], line: number): readonly RouteProblem[] {
    if (weights.some((weight) => weight > 1e300 || (weight > 0 && weight < 1e-300))) this.#suspect = line;
    if (this.#suspect === undefined) return [];
    if (!crashes(effectiveWeights(this.#targets.map(({ fixedWeight }) => fixedWeight)))) return [];
    const message = "panic: runtime error: makeslice: len out of range";
    return [{ code: "weight-out-of-range", effect: "crash", line, message }];
  }
}

function isSame(a: DraftTarget, b: DraftTarget): boolean {
  return (
    a.service === b.service &&
    a.dst === b.dst &&
    a.fixedWeight === b.fixedWeight &&
    a.tags.length === b.tags.length &&
    a.tags.every((tag, index) => tag === b.tags[index])
  );
}

function identity({ service, dst, fixedWeight, tags }: DraftTarget): string {
  return JSON.stringify([service, dst, fixedWeight, tags]);
}
