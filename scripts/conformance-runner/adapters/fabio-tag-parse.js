// @ts-check
// fabio/consul-tag-parse.json: tags, and the route and options in them. Some were dropped up to 1.5.13.
import { difference, fabioAdapter } from "../fabio-cases.js";
import { library } from "../library.js";

const { parseTag } = await library("/fabio");

export const adapter = fabioAdapter(
  /\/fabio\/consul-tag-parse\.json$/,
  ({ tag, prefix, env, ok, route, opts, "until_v1.5.13": older }) => {
    const parsed = parseTag(tag, { prefix, env });
    const isOlder = parseTag(tag, { prefix, env, version: "1.5.13" }).kind === "route";
    return (
      difference("ok", parsed.kind === "route", ok) ??
      (ok ? difference("parsed", parsed, { kind: "route", route, opts }) : undefined) ??
      (older === undefined ? undefined : difference("ok in 1.5.13", isOlder, older.ok))
    );
  },
);
