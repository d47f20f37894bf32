/** The layers, in the order in which one depends on the other: the first layer that is wrong is the cause. */
export const layers = ["nomad", "consul", "dns", "fabio", "probe"] as const;

/** One of `layers`. */
export type Layer = (typeof layers)[number];
