import type { job } from "../../jobspec/schema/job.ts";
import { multiregion as multiregionBlock } from "../../jobspec/schema/multiregion.ts";
import { parameterized } from "../../jobspec/schema/parameterized.ts";
import { periodic } from "../../jobspec/schema/periodic.ts";
import { ui as uiBlock } from "../../jobspec/schema/ui.ts";
import { affinities, constraints } from "./constraints.ts";
import { differencesBetween } from "./difference.ts";
import { typeByFields } from "./field-diffs.ts";
import { byName, keyedList, positionedList } from "./lists.ts";
import { fieldsObject, object } from "./object.ts";
import { sortObjects } from "./object-order.ts";
import { one, unseen, type Comparison, type Part, type Parts } from "./part.ts";
import { changedStringSet, stringSet } from "./string-set.ts";

const { strategy: strategyField, region: regionField } = multiregionBlock.fields;

const regionObject = object("Region", regionField.block, {
  parts: { Datacenters: changedStringSet("Datacenters") },
});

/** Its datacenters alone make no difference. */
const region: Comparison = {
  ...regionObject,
  diff: (before, after) => {
    const diff = regionObject.diff(before, after);
    const type = typeByFields(diff?.Fields ?? []);
    return diff === undefined || type === undefined ? undefined : { ...diff, Type: type };
  },
  unseen: (before, after, keys) =>
    region.diff(before, after) === undefined
      ? differencesBetween(before, after, keys)
      : regionObject.unseen(before, after, keys),
};

const multiregionObject = object("Multiregion", multiregionBlock, {
  parts: {
    Strategy: one(fieldsObject("Strategy", strategyField.block)),
    Regions: keyedList(byName, region),
  },
});

/** One that is added is compared with an empty one, strategy and all. */
const multiregion: Comparison = {
  ...multiregionObject,
  diff: (before, after) => {
    const diff = multiregionObject.diff(before ?? (after && { Strategy: {}, Regions: [] }), after);
    if (diff === undefined && (before !== undefined || after === undefined)) return undefined;
    const objects = sortObjects(diff?.Objects ?? []);
    return {
      Type: before === undefined ? "Added" : (diff?.Type ?? "None"),
      Name: "Multiregion",
      Fields: null,
      Objects: objects.length === 0 ? null : objects,
    };
  },
};

const linkObject = object("Link", uiBlock.fields.link.block);

/** A link that is not there is compared as an empty one. */
const link: Comparison = {
  ...linkObject,
  diff: (before, after) => {
    const diff = linkObject.diff(before ?? {}, after ?? {});
    if (diff === undefined) return undefined;
    return { ...diff, Type: before === undefined ? "Added" : after === undefined ? "Deleted" : "Edited" };
  },
};

const ui: Comparison = object("UI", uiBlock, { parts: { Links: positionedList(link) } });

const parameterizedJob: Part = one(
  object("ParameterizedJob", parameterized, {
    parts: { MetaOptional: stringSet("MetaOptional"), MetaRequired: stringSet("MetaRequired") },
  }),
);

/**
 * The parts of a job beside its plain fields and its groups, in the order of a diff.
 * @see hashicorp/nomad nomad/structs/diff.go Job.Diff (2.0.5)
 */
export const jobParts: Parts<typeof job> = {
  Datacenters: changedStringSet("Datacenters"),
  Constraints: constraints,
  Affinities: affinities,
  Periodic: one(object("Periodic", periodic, { parts: { Specs: changedStringSet("Specs") } })),
  ParameterizedJob: parameterizedJob,
  Multiregion: one(multiregion),
  UI: one(ui),
  Spreads: unseen,
};

/** Fields that a server sets, or that the groups have by themselves. */
export const jobFieldsOfServer = [
  "ID",
  "Status",
  "StatusDescription",
  "Version",
  "Stable",
  "CreateIndex",
  "ModifyIndex",
  "JobModifyIndex",
  "Update",
  "SubmitTime",
  "NomadTokenID",
] as const;
