import { isAbsent, textOf } from "../../jobspec/schema/_hub.ts";
import { template as templateBlock } from "../../jobspec/schema/template.ts";
import { allFields, plainFields, plainText } from "./flatten.ts";
import { matchedList, type Matching } from "./lists.ts";
import { object } from "./object.ts";
import { one, type Comparison, type Part } from "./part.ts";
import { stringSet } from "./string-set.ts";

const { wait, change_script: changeScript } = templateBlock.fields;

/** Nomad calls the wait of a template by the name of the template. */
const waitConfig: Comparison = object("Template", wait.block, {
  fields: (hub) => allFields(wait.block, hub),
});

const template: Comparison = object("Template", templateBlock, {
  fields: (hub) => {
    const fields = plainFields(templateBlock, hub);
    for (const name of ["Uid", "Gid"]) if (!isAbsent(hub[name])) fields.set(name, plainText(hub[name]));
    return fields;
  },
  parts: {
    Wait: one(waitConfig),
    ChangeScript: one(object("ChangeScript", changeScript.block, { parts: { Args: stringSet("Args") } })),
  },
});

/**
 * Templates are known by where they are written to; a template that is the only one before and after is the same one.
 * @see hashicorp/nomad nomad/structs/diff.go templateDiffs (2.0.5)
 */
const byDestination: Matching = (before, after) => {
  if (before.length === 1 && after.length === 1) return [0];
  const taken = new Set<number>();
  return before.map((old) => {
    const match = after.findIndex((now, index) => !taken.has(index) && now["DestPath"] === old["DestPath"]);
    if (match === -1) return undefined;
    taken.add(match);
    return match;
  });
};

/** The templates of a task. */
export const templates: Part = matchedList(byDestination, (item) => textOf(item, "DestPath"), template);
