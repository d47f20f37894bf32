/**
 * How high a tree may be: how many blocks and expressions stand within one another, operands of a chain like `1 + 1 + 1`
 * included, which lean to the left. Whatever walks a tree may therefore call itself for what is inside. Nomad has no such
 * limit but its memory; people's files nest a dozen levels deep.
 */
export const maximumDepth = 1100;

/** How many problems are kept. A file that is no HCL at all has one a token, and nobody reads them. */
export const maximumProblems = 1000;
