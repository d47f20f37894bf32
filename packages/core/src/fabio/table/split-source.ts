/**
 * Host and path of a route's source: `:port` has no path, a host without a slash has the path `/`.
 * @see fabiolb/fabio route/table.go hostpath (1.7.3)
 */
export function splitSource(src: string): { readonly host: string; readonly path: string } {
  if (src.startsWith(":")) return { host: src, path: "" };
  const slash = src.indexOf("/");
  return slash < 0 ? { host: src, path: "/" } : { host: src.slice(0, slash), path: src.slice(slash) };
}
