import type { FlagInput, InferredFlags } from "@oclif/core/interfaces";

/** The values of a group of flags once they are parsed: `FlagValues<typeof clusterFlags>`. */
export type FlagValues<Flags extends FlagInput> = Readonly<Omit<InferredFlags<Flags>, "json">>;
