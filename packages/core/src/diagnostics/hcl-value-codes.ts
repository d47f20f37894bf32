/** The meaning of the codes of HCL's values: what can be wrong with an expression that is well written. */
export const hclValueCodes = {
  NX561: "Unknown variable",
  NX562: "Unknown function",
  NX563: "Wrong number of arguments",
  NX564: "Invalid function argument",
  NX565: "Error in function call",
  NX566: "Invalid operand",
  NX567: "Operation without a result",
  NX568: "Invalid condition",
  NX569: "Results of different types",
  NX570: "Invalid index",
  NX571: "Unsupported attribute",
  NX572: "Invalid key",
  NX573: "Not iterable",
  NX574: "A value that cannot be part of a text",
  NX575: "Invalid type",
  NX576: "Value is too large",
} as const;
