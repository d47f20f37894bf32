export { counted } from "./counted.ts";
export { LineIndex, type ColumnUnit } from "./line-index.ts";
export { wholeFile, type Position, type SourceRange } from "./position.ts";
export { hideKnownTokens } from "./known-tokens.ts";
export { isHarmless, looksSecret } from "./looks-secret.ts";
export { secretsIn } from "./secret-spans.ts";
export { sourceSnippet, type SourceSnippet } from "./source-snippet.ts";
