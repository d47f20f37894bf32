import { fromBytes, toBytes } from "../../go/bytes.ts";
import { unescape } from "../../go/url-escape.ts";

/** The path of a request, decoded and as the client wrote it. */
export interface RequestPath {
  readonly path: string;
  readonly rawPath?: string;
}

/** The bytes of the decoded path. Those that are no UTF-8 are only in the path as it was written. */
export function pathBytes({ path, rawPath = "" }: RequestPath): string {
  const bytes = unescape(toBytes(rawPath));
  return fromBytes(bytes) === path ? bytes : toBytes(path);
}
