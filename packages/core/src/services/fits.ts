/**
 * Whether a text of a running service is what a job file says; what a Nomad client fills in, and a file cannot know, is
 * `<name>` there and fits anything.
 */
export function fits(expected: string, actual: string): boolean {
  if (!fitsMany(expected)) return expected === actual;
  const pattern = expected
    .split(unknownAll)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`))
    .join(".*");
  return new RegExp(`^${pattern}$`, "s").test(actual);
}

/** Whether a client, or Fabio, fills in a part of it. */
export function fitsMany(expected: string): boolean {
  return unknown.test(expected);
}

/** Variables of Nomad and the datacenter of Consul; their names are in lower case within a host. */
const unknown = /<(?:dc>|(?:nomad_|attr\.|meta\.|node\.|device\.)[^<>]*>)/i;
const unknownAll = new RegExp(unknown, "gi");
