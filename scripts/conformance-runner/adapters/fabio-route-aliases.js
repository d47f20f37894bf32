// @ts-check
// fabio/route-aliases.json: route commands and the names given with register=.
import { difference, fabioAdapter } from "../fabio-cases.js";
import { library } from "../library.js";

const { parseAliases } = await library("/fabio");

export const adapter = fabioAdapter(/\/fabio\/route-aliases\.json$/, ({ in: text, fail, aliases }) => {
  const parsed = parseAliases(text);
  return (
    difference("fails", parsed.problems.length > 0, fail) ?? difference("aliases", parsed.aliases, aliases)
  );
});
