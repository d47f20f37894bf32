/** Adds a target to the route of `src`. */
export interface RouteAdd {
  readonly kind: "add";
  readonly service: string;
  /** `host/path`, `/path`, `host` or `:port`. */
  readonly src: string;
  readonly dst: string;
  /** 0 or less: no fixed weight. May be NaN or infinite: Fabio reads those, too. */
  readonly weight: number;
  readonly tags: readonly string[];
  /** Options in the order they were written; later duplicates have won. A bare word has the value "". */
  readonly opts: Readonly<Record<string, string>>;
  /** Line of the text, counted from 1. */
  readonly line: number;
}

/** Removes the targets that fit all that is given; "" and no tags stand for "not given". */
export interface RouteDel {
  readonly kind: "del";
  readonly service: string;
  readonly src: string;
  readonly dst: string;
  /** A target fits when it has them all. */
  readonly tags: readonly string[];
  readonly line: number;
}

/** Spreads a fixed weight over the targets of `src` that fit; "" and no tags stand for "not given". */
export interface RouteWeight {
  readonly kind: "weight";
  readonly service: string;
  readonly src: string;
  readonly weight: number;
  readonly tags: readonly string[];
  readonly line: number;
}

/** One line of Fabio's route command language. */
export type RouteCommand = RouteAdd | RouteDel | RouteWeight;
