import type { RouteWeight } from "../commands/route-command.ts";
import type { RouteProblem } from "./route-problem.ts";
import type { Route, Target } from "./route-table.ts";
import { crashes, effectiveWeights, ringOf } from "./weights.ts";

/** A target while its route is made: its weights may still change. */
export interface DraftTarget extends Omit<Target, "weight" | "fixedWeight"> {
  fixedWeight: number;
  weight: number;
}

/** Targets from which on duplicates are looked up instead of looked for. */
const manyTargets = 16;

/** A route while the table is made. What goes wrong is added to `problems`. */
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

  /** Adds a target; `false` if one is there already that differs in nothing but its options. */
  add(target: DraftTarget, line: number, problems: RouteProblem[]): boolean {
    if (this.#has(target)) return false;
    this.#targets.push(target);
    this.#known?.add(identity(target));
    this.#check(target.fixedWeight, line, problems);
    return true;
  }

  remove(fits: (target: DraftTarget) => boolean, line: number, problems: RouteProblem[]): void {
    this.#targets = this.#targets.filter((target) => !fits(target));
    this.#known = undefined;
    this.#check(0, line, problems);
  }

  /** Spreads a weight over the targets that fit; `false` when none does. */
  weigh({ service, weight, tags, line }: RouteWeight, problems: RouteProblem[]): boolean {
    const fitting = this.#targets.filter(
      (target) =>
        (service === "" || target.service === service) && tags.every((tag) => target.tags.includes(tag)),
    );
    const fixedWeight = weight / fitting.length;
    for (const target of fitting) target.fixedWeight = fixedWeight;
    this.#known = undefined;
    if (fitting.length > 0) this.#check(fixedWeight, line, problems);
    return fitting.length > 0;
  }

  /** The route with its weights. */
  finish(problems: RouteProblem[]): Route {
    const { host, path } = this;
    const targets = this.#targets;
    for (const [index, weight] of this.#weights().entries()) {
      const target = targets[index];
      if (target !== undefined) target.weight = weight;
    }
    const line = this.#suspect;
    if (line !== undefined && targets.length > 1 && ringOf(targets).ring.length === 0) {
      const message = `the weights of ${host}${path} are too large: no target can be picked`;
      problems.push({ code: "empty-ring", effect: "panic", line, message });
    }
    return { host, path, targets };
  }

  #weights(): readonly number[] {
    return effectiveWeights(this.#targets.map(({ fixedWeight }) => fixedWeight));
  }

  #has(target: DraftTarget): boolean {
    // NaN differs from itself, in Go too.
    if (Number.isNaN(target.fixedWeight)) return false;
    if (this.#targets.length < manyTargets) return this.#targets.some((other) => isSame(other, target));
    this.#known ??= new Set(this.#targets.map(identity));
    return this.#known.has(identity(target));
  }

  /** Whether the process ends here, now that a target has this weight. */
  #check(weight: number, line: number, problems: RouteProblem[]): void {
    if (weight > 1e300 || (weight > 0 && weight < 1e-300)) this.#suspect = line;
    if (this.#suspect === undefined || !crashes(this.#weights())) return;
    const message = "panic: runtime error: makeslice: len out of range";
    problems.push({ code: "weight-out-of-range", effect: "crash", line, message });
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
