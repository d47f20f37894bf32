import type { Route, Target } from "./route-table.ts";
import { ringOf } from "./weights.ts";

/** Chooses the target of a request; `undefined` where Fabio's request fails because weights overflowed. */
export type Picker = (route: Route) => Target | undefined;

/**
 * Picks as Fabio's `proxy.strategy` says: `rr` goes round the ring of each route from its start, `rnd` takes any slot.
 * A picker belongs to one table: Fabio begins anew with each. Rings are made when they are first needed.
 * @param draw for `rnd`: a whole number from 0 up to, not including, the number of slots
 * @see fabiolb/fabio route/picker.go (1.7.3)
 */
export function createPicker(strategy: "rr"): Picker;
export function createPicker(strategy: "rnd", draw: (slots: number) => number): Picker;
export function createPicker(_strategy: "rr" | "rnd", draw?: (slots: number) => number): Picker {
  const wheels = new WeakMap<Route, { readonly ring: readonly number[]; next: number }>();
  return (route) => {
    // A single target is used whatever its weight, and does not turn the wheel.
    if (route.targets.length === 1) return route.targets[0];
    const wheel = wheels.get(route) ?? { ring: ringOf(route.targets).ring, next: 0 };
    wheels.set(route, wheel);
    const slot = draw === undefined ? wheel.next++ % wheel.ring.length : draw(wheel.ring.length);
    return route.targets[wheel.ring[slot] ?? -1];
  };
}
