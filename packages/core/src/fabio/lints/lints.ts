import type { Lint, LintFamily } from "./lint.ts";
import type { LintRow } from "./lint-row.ts";
import { poisonousOverrides } from "./poison/poisonous-overrides.ts";
import { poisonousServices } from "./poison/poisonous-services.ts";
import { poisonousTags } from "./poison/poisonous-tags.ts";
import { fabioJobLints } from "./setup/fabio-job-lints.ts";
import { listenerLints } from "./setup/listener-lints.ts";
import { settingsLints } from "./setup/settings-lints.ts";
import { startLints } from "./setup/start-lints.ts";
import { surprisingNeighbours } from "./surprising/surprising-neighbours.ts";
import { surprisingOptions } from "./surprising/surprising-options.ts";
import { surprisingRedirects } from "./surprising/surprising-redirects.ts";
import { surprisingServices } from "./surprising/surprising-services.ts";
import { surprisingWeights } from "./surprising/surprising-weights.ts";
import { unmatchedByListeners } from "./unmatched/unmatched-by-listeners.ts";
import { unmatchedServerNames } from "./unmatched/unmatched-server-names.ts";
import { unmatchedServices } from "./unmatched/unmatched-services.ts";
import { unmatchedSources } from "./unmatched/unmatched-sources.ts";
import { unmatchedTexts } from "./unmatched/unmatched-texts.ts";
import { unmatchedTags } from "./unmatched/unmatched-tags.ts";

const families = {
  poison: { ...poisonousTags, ...poisonousServices, ...poisonousOverrides },
  unmatched: {
    ...unmatchedServices,
    ...unmatchedTags,
    ...unmatchedSources,
    ...unmatchedTexts,
    ...unmatchedByListeners,
    ...unmatchedServerNames,
  },
  surprising: {
    ...surprisingNeighbours,
    ...surprisingServices,
    ...surprisingOptions,
    ...surprisingRedirects,
    ...surprisingWeights,
  },
  setup: { ...listenerLints, ...startLints, ...settingsLints, ...fabioJobLints },
} satisfies Readonly<Record<LintFamily, Readonly<Record<string, LintRow>>>>;

/** The name of a lint: `tag-empty`. */
export type LintId = { [Family in LintFamily]: keyof (typeof families)[Family] }[LintFamily];

/** All lints with their checks, family by family. */
export const lintRows: readonly (Lint & LintRow & { readonly id: LintId })[] = [
  ...ofFamily("poison", families.poison),
  ...ofFamily("unmatched", families.unmatched),
  ...ofFamily("surprising", families.surprising),
  ...ofFamily("setup", families.setup),
];

/** All lints, family by family. */
export const lints: readonly (Lint & { readonly id: LintId })[] = lintRows.map(
  ({ id, family, severity, scope, title, doc, fix, evidence }) => ({
    id,
    family,
    severity,
    scope,
    title,
    doc,
    fix,
    evidence,
  }),
);

function ofFamily<Id extends string>(family: LintFamily, rows: Readonly<Record<Id, LintRow>>) {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tables have no keys that their type does not have
  return (Object.keys(rows) as Id[]).map((id) => ({ id, family, ...rows[id] }));
}
