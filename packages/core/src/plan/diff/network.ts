import { isRecord } from "../../jobspec/key-path.ts";
import { network as networkBlock } from "../../jobspec/schema/network.ts";
import { port } from "../../jobspec/schema/port.ts";
import { textOf } from "../../jobspec/schema/_hub.ts";
import { plainText, type Flat } from "./flatten.ts";
import { byContent, keyedList } from "./lists.ts";
import { fieldsObject, object, objectByFields } from "./object.ts";
import { blockIn, one, present, type Comparison, type Part, type Stored } from "./part.ts";
import { differencesBetween } from "./difference.ts";

const { dns: dnsField } = networkBlock.fields;

/** Its lists are texts with commas, so that their order counts. */
const dns: Comparison = object("DNS", dnsField.block, {
  fields: (hub) =>
    new Map(
      ["Servers", "Searches", "Options"].flatMap((name): [string, string][] => {
        const texts = hub[name];
        return Array.isArray(texts) && texts.length > 0 ? [[name, texts.join()]] : [];
      }),
    ),
});

/** Of CNI's settings the arguments alone are fields, by their own names. */
const cni: Part = {
  diff: (before, after) => present(objectByFields("CNIConfig", argumentsOf(before), argumentsOf(after))),
  unseen: () => [],
};

function argumentsOf(value: unknown): Flat {
  const args = blockIn(value)?.["Args"];
  const entries = isRecord(args) ? Object.entries(args) : [];
  return new Map(entries.flatMap(([name, text]) => (name === "" ? [] : [[name, plainText(text)]])));
}

const byLabel = (item: Stored): string => textOf(item, "Label");

const network: Comparison = object("Network", networkBlock, {
  ignored: ["Device", "CIDR", "IP", "MBits"],
  parts: {
    ReservedPorts: keyedList(byLabel, fieldsObject("Static Port", port)),
    DynamicPorts: keyedList(byLabel, fieldsObject("Dynamic Port", port, ["Value", "IgnoreCollision"])),
    DNS: one(dns),
    CNI: cni,
  },
});

/**
 * The networks of a group or a task. One that is not the same to the last port is another network: it is deleted and added.
 * @see hashicorp/nomad nomad/structs/diff.go networkResourceDiffs (2.0.5)
 */
export const networks: Part = keyedList(byContent, {
  diff: (before, after) =>
    before !== undefined && after !== undefined ? undefined : network.diff(before, after),
  unseen: differencesBetween,
});
