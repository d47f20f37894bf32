// @ts-check
// fabio/route-command-parse.json: text and the commands in it, or a failure with "syntax error" in its message.
import { difference, fabioAdapter, rejection } from "../fabio-cases.js";
import { library } from "../library.js";

const { parseCommands } = await library("/fabio");

export const adapter = fabioAdapter(/\/fabio\/route-command-parse\.json$/, ({ in: text, fail, defs }) => {
  const { commands, problems } = parseCommands(text);
  const message = rejection(problems);
  if (fail) return message?.includes("syntax error") ? undefined : `message: ${message}`;
  return difference("message", message, undefined) ?? difference("commands", commands.map(definition), defs);
});

/** @param {any} command as Fabio's own type has it */
function definition({ kind, service, src, dst = "", weight = 0, tags, opts = {} }) {
  const orNull = (/** @type {object} */ value) => (Object.keys(value).length > 0 ? value : null);
  return { cmd: `route ${kind}`, service, src, dst, weight, tags: orNull(tags), opts: orNull(opts) };
}
