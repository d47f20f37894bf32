// Alone in a module: loaded by the name of the whole package, all of Fabio's rules would come along.
export { criticalLints, lints } from "@nomadx/core/fabio";
