import type { LintRow } from "../lint-row.ts";
import { ofGroups, hit, ofRoutes, routeKey, weightOf } from "../check.ts";

/** Weights that come out as other shares. */
export const surprisingWeights = {
  "weight-per-instance": {
    severity: "warning",
    scope: ["table"],
    title: "Weights that leave nothing for other targets, once multiplied by the instances",
    doc: "A weight in a tag counts for each instance. At a sum of 1 targets without a weight get nothing, and are not listed any more.",
    fix: "Divide the weight by the number of instances, or use `route weight`.",
    evidence: "seen-1.7.3",
    check: ofGroups(
      (routes) => {
        const sum = routes.reduce((total, route) => total + weightOf(route), 0);
        const heavy = routes.find(({ weight, instances }) => weight > 0 && instances > 1);
        const isStarving = sum >= 1 && routes.some(({ weight, isLive }) => !(weight > 0) && !isLive);
        return heavy === undefined || !isStarving
          ? []
          : hit(
              heavy.place,
              `${heavy.instances} instances with the weight ${heavy.weight} leave nothing for targets without a weight`,
            );
      },
      ["weights"],
    ),
  },
  "weight-alone": {
    severity: "info",
    scope: ["table"],
    title: "Only weighted targets, whose sum is not 1",
    doc: "The weights are scaled so that it is.",
    fix: "Nothing to do; to send part of the requests elsewhere there has to be another target.",
    evidence: "read-in-code",
    check: ofGroups(
      (routes) => {
        const [first] = routes;
        const isKnown = routes.every(({ weight, isPerNode }) => weight > 0 && !isPerNode);
        const sum = routes.reduce((total, route) => total + weightOf(route), 0);
        return isKnown && sum !== Infinity && Math.abs(sum - 1) > 1e-9
          ? hit(first.place, `The weights of ${routeKey(first)} add up to ${sum} and are scaled to 1`)
          : [];
      },
      ["weights"],
    ),
  },
  "weight-percent-range": {
    severity: "warning",
    scope: ["tag"],
    title: "A weight above 1 or below 0",
    doc: "Above 1 the target takes everything, below 0 counts as no weight.",
    fix: "Write a share from 0 to 1.",
    evidence: "seen-1.7.3",
    check: ofRoutes(
      ({ weight }) =>
        weight < 0 || (weight > 1 && weight !== Infinity)
          ? `The weight ${weight} is not a share from 0 to 1`
          : undefined,
      ["weights"],
    ),
  },
} satisfies Readonly<Record<string, LintRow>>;
