export { commentsOf, type Comments } from "./comments.ts";
export { formatHcl, type FormattedHcl } from "./format/format-hcl.ts";
export { jsonExpression, type JsonTexts } from "./json/json-expression.ts";
export type {
  JsonArray,
  JsonBoolean,
  JsonInvalid,
  JsonNode,
  JsonNull,
  JsonNumber,
  JsonObject,
  JsonProperty,
  JsonString,
} from "./json/json-node.ts";
export type { JsonSource } from "./json/json-source.ts";
export { parseHclJson } from "./json/parse-hcl-json.ts";
export type { NativeSource } from "./native-source.ts";
export { parseExpression, parseHcl, parseTemplateText } from "./parse-hcl.ts";
export type { Unlocated } from "./parse-hcl.ts";
export type { Parsed } from "./parsed.ts";
export { printExpression } from "./print/print-expression.ts";
export { printHcl } from "./print/print-hcl.ts";
export { replaceRanges, type Replacement } from "./replace-ranges.ts";
export { decodeHcl } from "./scan/decode-utf8.ts";
export { isIdentifier } from "./scan/identifier.ts";
export type { HclProblem } from "./problem.ts";
export type { HclSource } from "./source.ts";
export { TokenKind } from "./scan/token-kind.ts";
export type { Tokens } from "./scan/tokens.ts";
export type { Attribute, Block, BlockLabel, Body, BodyItem } from "./syntax/body.ts";
export type {
  AttributeStep,
  Binary,
  BinaryOperator,
  BooleanLiteral,
  Call,
  Conditional,
  Expression,
  For,
  Index,
  IndexStep,
  Interpolation,
  Invalid,
  NullLiteral,
  NumberLiteral,
  ObjectEntry,
  ObjectExpression,
  Parentheses,
  Reference,
  Splat,
  SplatItem,
  Step,
  Template,
  TemplateFor,
  TemplateIf,
  TemplatePart,
  TemplateText,
  Traversal,
  Tuple,
  Unary,
  UnaryOperator,
} from "./syntax/expression.ts";
export {
  attributeNode,
  blockNode,
  callNode,
  literalNode,
  objectNode,
  parenthesesNode,
  referenceNode,
  templateNode,
  textNode,
  tupleNode,
} from "./syntax/nodes.ts";
export { nowhere, type TextRange } from "./syntax/text-range.ts";
export { childrenOf, walk, type SyntaxNode } from "./syntax/walk.ts";
