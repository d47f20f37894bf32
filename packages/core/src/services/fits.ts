/**
 * Whether a text of a running service is what a job file says; what a Nomad client fills in, and a file cannot know, is
 * `<name>` there and fits anything.
 * @example fits("web-<node.unique.name>", "web-n1") // true
 */
export function fits(expected: string, actual: string): boolean {
  if (!fitsMany(expected)) return expected === actual;
  const [first = "", ...parts] = expected.split(unknownAll);
  const last = parts.pop() ?? "";
  const end = actual.length - last.length;
  if (!actual.startsWith(first) || !actual.endsWith(last) || end < first.length) return false;
  // Each part as early as it can stand leaves the most for those behind it.
  let at = first.length;
  for (const part of parts) {
    const found = actual.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

/** Whether a client, or Fabio, fills in a part of it. */
export function fitsMany(expected: string): boolean {
  return unknown.test(expected);
}

/** Variables of Nomad and the datacenter of Consul; their names are in lower case within a host. */
const unknown = /<(?:dc>|(?:nomad_|attr\.|meta\.|node\.|device\.)[^<>]*>)/i;
const unknownAll = new RegExp(unknown, "gi");
