export { formatHcl, type FormattedHcl } from "./format/format-hcl.ts";
export { parseExpression, parseHcl, parseTemplateText, type Parsed } from "./parse-hcl.ts";
export { printExpression } from "./print/print-expression.ts";
export { printHcl } from "./print/print-hcl.ts";
export { isIdentifier } from "./scan/identifier.ts";
export { HclSource } from "./source.ts";
export { TokenKind } from "./scan/token-kind.ts";
export type { Tokens } from "./scan/tokens.ts";
export type { Attribute, Block, BlockLabel, Body, BodyItem } from "./syntax/body.ts";
export type {
  Binary,
  BinaryOperator,
  BooleanLiteral,
  Call,
  Conditional,
  Expression,
  For,
  Invalid,
  NullLiteral,
  NumberLiteral,
  ObjectEntry,
  ObjectExpression,
  Parentheses,
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
export type {
  Interpolation,
  Template,
  TemplateFor,
  TemplateIf,
  TemplatePart,
  TemplateText,
} from "./syntax/template.ts";
export { nowhere, type TextRange } from "./syntax/text-range.ts";
export type {
  AttributeStep,
  Index,
  IndexStep,
  Reference,
  Splat,
  SplatItem,
  Step,
  Traversal,
} from "./syntax/traversal.ts";
