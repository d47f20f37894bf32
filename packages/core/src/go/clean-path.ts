/** The shortest path that means the same, without a slash at its end. @see golang/go src/path/path.go Clean */
export function cleanPath(path: string): string {
  const isRooted = path.startsWith("/");
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment !== "..") segments.push(segment);
    else if (segments.length > 0 && segments.at(-1) !== "..") segments.pop();
    else if (!isRooted) segments.push("..");
  }
  const cleaned = segments.join("/");
  return isRooted ? `/${cleaned}` : cleaned || ".";
}
