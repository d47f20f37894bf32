/** An independent HCL 2 grammar; it answers `[null, {}]` for a text that it cannot read. */
declare module "hcl2-parser" {
  const parser: { parseToObject(text: string): [value: unknown, error: unknown] };
  export default parser;
}
