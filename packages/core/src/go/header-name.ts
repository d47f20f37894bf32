/**
 * A header's name as Go spells it: `x-real-ip` becomes `X-Real-Ip`. Names with a character that no header may have stay.
 * @see golang/go src/net/textproto/reader.go CanonicalMIMEHeaderKey
 */
export function headerName(name: string): string {
  if (!/^[!#$%&'*+.^_`|~\dA-Za-z-]+$/.test(name)) return name;
  return name
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join("-");
}
