import { block, int8, labelled, string, uint8, type Named } from "./_define.ts";

const target = block(
  "SpreadTarget",
  {
    /** Value of the attribute. */
    value: string("Value", { apiOnly: true }),
    /** Share of the allocations that are to go there. */
    percent: uint8("Percent", { unit: "percent" }),
  },
  { label: "Value", byValue: true },
);

const definition = block(
  "Spread",
  {
    /** Attribute of the nodes, such as `${node.datacenter}`. */
    attribute: string("Attribute", { required: true }),
    /** How much this counts against other spreads and affinities, from 1 to 100. */
    weight: int8("Weight", { default: 50, byValue: false }),
    /** A value and its share; even shares where none are given. */
    target: labelled("SpreadTarget", target),
  },
  { byValue: true },
);

/** Distributes allocations over the values of an attribute (not in system jobs). */
export const spread: SpreadBlock = definition;

/** @see hashicorp/nomad api/tasks.go Spread (2.0.5) */
export interface SpreadBlock extends Named<typeof definition> {}
