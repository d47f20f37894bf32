import { consul } from "../../jobspec/schema/consul.ts";
import { disconnect as disconnectBlock } from "../../jobspec/schema/disconnect.ts";
import { ephemeralDisk } from "../../jobspec/schema/ephemeral-disk.ts";
import type { group } from "../../jobspec/schema/group.ts";
import { migrate } from "../../jobspec/schema/migrate.ts";
import { reschedule } from "../../jobspec/schema/reschedule.ts";
import { restart } from "../../jobspec/schema/restart.ts";
import { update } from "../../jobspec/schema/update.ts";
import { affinities, constraints } from "./constraints.ts";
import { allFields } from "./flatten.ts";
import { networks } from "./network.ts";
import { fieldsObject, object } from "./object.ts";
import { one, unseen, type Comparison, type Parts } from "./part.ts";
import { scaling } from "./scaling.ts";
import { services } from "./service.ts";
import { volumes } from "./volume.ts";

const disconnect: Comparison = object("Disconnect", disconnectBlock, {
  fields: (hub) => allFields(disconnectBlock, hub),
});

/**
 * The parts of a group beside its plain fields and its tasks, in the order of a diff.
 * @see hashicorp/nomad nomad/structs/diff.go TaskGroup.Diff (2.0.5)
 */
export const groupParts: Parts<typeof group> = {
  Constraints: constraints,
  Affinities: affinities,
  RestartPolicy: one(fieldsObject("RestartPolicy", restart)),
  Migrate: one(fieldsObject("Migrate", migrate)),
  ReschedulePolicy: one(fieldsObject("ReschedulePolicy", reschedule)),
  EphemeralDisk: one(fieldsObject("EphemeralDisk", ephemeralDisk)),
  Consul: one(fieldsObject("Consul", consul)),
  Update: one(fieldsObject("Update", update, ["Stagger"])),
  Disconnect: one(disconnect),
  Networks: networks,
  Scaling: one(scaling),
  Services: services,
  Volumes: volumes,
  Spreads: unseen,
};
