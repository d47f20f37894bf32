/** An unsigned 64-bit number of an API: `bigint` only beyond 2^53. Some counters of a plan have wrapped below zero. */
export type Uint = number | bigint;
