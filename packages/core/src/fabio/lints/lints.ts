import { listenerChecks } from "./checks/listener-checks.ts";
import { listenerRouteChecks } from "./checks/listener-route-checks.ts";
import type { Check } from "./checks/check.ts";
import { overrideChecks } from "./checks/override-checks.ts";
import { poisonChecks } from "./checks/poison-checks.ts";
import { routeChecks } from "./checks/route-checks.ts";
import { serviceChecks } from "./checks/service-checks.ts";
import { startChecks } from "./checks/start-checks.ts";
import { tableChecks } from "./checks/table-checks.ts";
import { tagChecks } from "./checks/tag-checks.ts";
import type { Lint, LintFacts, LintSection } from "./lint.ts";
import { listenersLints } from "./listeners.ts";
import { poisonLints } from "./poison.ts";
import { surprisingLints } from "./surprising.ts";
import { unmatchedLints } from "./unmatched.ts";

/** The name of a lint: `tag-empty`. */
export type LintId =
  | keyof typeof poisonLints
  | keyof typeof unmatchedLints
  | keyof typeof surprisingLints
  | keyof typeof listenersLints;

/** All lints, section by section. */
export const lints: readonly (Lint & { readonly id: LintId })[] = [
  ...inSection("A", poisonLints),
  ...inSection("B", unmatchedLints),
  ...inSection("C", surprisingLints),
  ...inSection("D", listenersLints),
];

/** How each lint is checked. */
export const checks: Readonly<Record<LintId, Check>> = {
  ...poisonChecks,
  ...overrideChecks,
  ...tagChecks,
  ...serviceChecks,
  ...routeChecks,
  ...tableChecks,
  ...listenerRouteChecks,
  ...listenerChecks,
  ...startChecks,
};

function inSection<Id extends string>(section: LintSection, table: Readonly<Record<Id, LintFacts>>) {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tables have no keys that their type does not have
  return (Object.keys(table) as Id[]).map((id) => ({ id, section, ...table[id] }));
}
