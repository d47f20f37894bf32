/**
 * A boolean as Go's programs read it from the environment; `undefined` for anything else.
 * @see golang/go strconv/atob.go ParseBool
 */
export function parseGoBool(text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  if (["1", "t", "T", "TRUE", "true", "True"].includes(text)) return true;
  return ["0", "f", "F", "FALSE", "false", "False"].includes(text) ? false : undefined;
}
