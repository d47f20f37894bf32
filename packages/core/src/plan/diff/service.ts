import { isAtLeast } from "../../jobspec/schema/_hub.ts";
import { check as checkBlock } from "../../jobspec/schema/check.ts";
import { checkRestart } from "../../jobspec/schema/check-restart.ts";
import { service as serviceBlock } from "../../jobspec/schema/service.ts";
import { connect } from "./connect.ts";
import { plainText } from "./flatten.ts";
import { identity } from "./identity.ts";
import { byName, keyedList, matchedList, type Matching } from "./lists.ts";
import { loose, object } from "./object.ts";
import { one, unseen, type Comparison, type Part, type Stored } from "./part.ts";
import { stringSet } from "./string-set.ts";

const check: Comparison = object("Check", checkBlock, {
  parts: {
    Header: loose("Header"),
    CheckRestart: one(object("CheckRestart", checkRestart)),
    Args: unseen,
  },
});

/** Weights below 1 are none. */
const weights: Comparison = object("Weights", serviceBlock.fields.weights.block, {
  fields: (hub) =>
    new Map(
      ["Passing", "Warning"]
        .filter((name) => isAtLeast(hub[name], 1))
        .map((name) => [name, plainText(hub[name])]),
    ),
});

const service: Comparison = object("Service", serviceBlock, {
  parts: {
    CanaryTags: stringSet("CanaryTags"),
    Tags: stringSet("Tags"),
    Checks: keyedList(byName, check),
    Connect: one(connect),
    Identity: one(identity),
    Weights: one(weights),
  },
});

/**
 * Services have no identity that lasts, so that Nomad guesses: three points for the name, two for the port, one for the
 * position. The best of those with more than two is the one; of equal ones the first.
 * @see hashicorp/nomad nomad/structs/diff.go findServiceMatch (2.0.5)
 */
const byLikeness: Matching = (before, after) => {
  if (before.length === 1 && after.length === 1) return [0];
  const taken = new Set<number>();
  return before.map((old, position) => {
    let best: number | undefined;
    let most = leastLikeness - 1;
    for (const [index, now] of after.entries()) {
      const points = taken.has(index) ? 0 : likeness(old, now) + (index === position ? 1 : 0);
      if (points > most) [best, most] = [index, points];
    }
    if (best !== undefined) taken.add(best);
    return best;
  });
};

const leastLikeness = 3;

function likeness(a: Stored, b: Stored): number {
  return (a["PortLabel"] === b["PortLabel"] ? 2 : 0) + (a["Name"] === b["Name"] ? 3 : 0);
}

/** The services of a group or a task. */
export const services: Part = matchedList(byLikeness, byName, service);
