import { block, int, labelled, one, oneOf, string, stringMap, strings, type Named } from "./_define.ts";

const strategy = block("MultiregionStrategy", {
  /** How many regions are deployed to at a time; 0 for all. */
  max_parallel: int("MaxParallel", { default: 0 }),
  /** The effect of a failed deployment in one region on the others. */
  on_failure: oneOf("OnFailure", ["fail_all", "fail_local"], { default: "" }),
});

const region = block(
  "MultiregionRegion",
  {
    /** Name of the region. */
    name: string("Name", { apiOnly: true }),
    /** Count for groups without one of their own. */
    count: int("Count", { default: 1, byValue: false }),
    /** Datacenters of the region, instead of the job's. */
    datacenters: strings("Datacenters", { default: [] }),
    /** Node pool of the region, instead of the job's. */
    node_pool: string("NodePool", { since: "1.6.0" }),
    /** Metadata added to the job's in the region. */
    meta: stringMap("Meta", { default: {}, form: "block" }),
  },
  { label: "Name", byValue: true },
);

const definition = block("Multiregion", {
  /** In what order the regions are deployed to. */
  strategy: one("Strategy", strategy, { default: {} }),
  /** A region to run in. */
  region: labelled("Regions", region, { default: [], emptiedBy: "server" }),
});

/** One job in several regions (Nomad Enterprise). */
export const multiregion: MultiregionBlock = definition;

/** @see hashicorp/nomad api/jobs.go Multiregion (2.0.5) */
export interface MultiregionBlock extends Named<typeof definition> {}
