import { DEFAULT_TAG_PREFIX } from "@nomadx/core/fabio";
import { defaultPlace } from "@nomadx/core/jobspec";

import type { Change } from "../services/changes.ts";
import type { Services } from "../services/read-services.ts";
import type { ListedCheck, ListedInstance, ListedService } from "../services/service-source.ts";
import { oneLine } from "../terminal/clean-text.ts";
import { table } from "./table.ts";

/** Longest text of a list's tags, in UTF-16 units. */
const MAX_TAGS = 40;

/** The services, or the instances of the one that was named, as lines. */
export function servicesText({ services, instances }: Services, name: string | undefined): string {
  if (name === undefined) return services.length === 0 ? "No services." : servicesTable(services);
  if (instances.length === 0) return `No such instances of ${oneLine(name)}.`;
  return [instancesTable(instances), ...problems(instances)].join("\n\n");
}

function servicesTable(services: readonly ListedService[]): string {
  const rows = services.map((service) => {
    const { name, tags, instances } = service;
    const counts =
      instances === undefined
        ? ["-", "-", "-", "-"]
        : [instances.passing, instances.warning, instances.critical, instances.unchecked].map(String);
    return [name, sourceOf(service), ...counts, shortTags(tags)];
  });
  return table([["NAME", "SOURCE", "PASSING", "WARNING", "CRITICAL", "UNCHECKED", "TAGS"], ...rows]);
}

function instancesTable(instances: readonly ListedInstance[]): string {
  const rows = instances.map((instance) => [
    instance.address,
    statusOf(instance),
    instance.node,
    nameOf(instance),
    instance.source,
    instance.tags.join(", "),
  ]);
  return table([["ADDRESS", "STATUS", "NODE", "INSTANCE", "SOURCE", "TAGS"], ...rows]);
}

/** Of each instance that does not pass: the checks that are to blame, with the first line of what they said. */
function problems(instances: readonly ListedInstance[]): string[] {
  const lines = instances
    .filter(({ status }) => status !== "passing")
    .flatMap((instance) => {
      const failing = instance.checks.filter(({ status }) => status !== "passing");
      if (failing.length === 0)
        return [`${instance.address}: the output of its checks is not known, its node does not report it`];
      return failing.map((check) => `${instance.address}: ${complaint(check, instance)}`);
    });
  return lines.length === 0 ? [] : [lines.map((line) => oneLine(line)).join("\n")];
}

function complaint(
  { name, status, output, ofNode, isMaintenance }: ListedCheck,
  { node }: ListedInstance,
): string {
  if (isMaintenance) return `${ofNode ? `node ${node} is ` : ""}in maintenance: ${firstLine(output)}`;
  const check = `${ofNode ? `check of node ${node}` : "check"} ${JSON.stringify(name)}`;
  return `${check} is ${status}: ${firstLine(output) || "it has no output yet"}`;
}

/** One line for a change of a list of services. */
export function serviceChangeText(change: Change<ListedService>): string {
  const { name } = change.item;
  const text = `${name} (${sourceOf(change.item)})`;
  if (change.kind === "removed") return `removed ${text}`;
  const { instances, tags } = change.item;
  const counts =
    instances === undefined
      ? `tags ${shortTags(tags) || "none"}`
      : `${instances.passing} passing, ${instances.warning} warning, ${instances.critical} critical`;
  return `${change.kind} ${text}: ${counts}`;
}

/** One line for a change of a list of instances. */
export function instanceChangeText(change: Change<ListedInstance>): string {
  const { item } = change;
  const text = `${item.address} (${nameOf(item)} on ${item.node})`;
  if (change.kind === "removed") return `removed ${text}`;
  const failing = item.checks.find(({ status }) => status !== "passing");
  const reason =
    failing === undefined
      ? ""
      : `: ${failing.isMaintenance ? complaint(failing, item) : firstLine(failing.output)}`;
  const was = change.kind === "changed" ? `, was ${changedFrom(change)}` : "";
  return `${change.kind} ${text}: ${statusOf(item)}${was}${reason}`;
}

function changedFrom({ item, before }: Extract<Change<ListedInstance>, { kind: "changed" }>): string {
  if (statusOf(before) !== statusOf(item)) return statusOf(before);
  if (before.address !== item.address) return `at ${before.address}`;
  const tags = before.tags.join(", ");
  return tags === item.tags.join(", ") ? "the same with other checks" : `with tags ${tags || "none"}`;
}

function sourceOf({ source, namespace = defaultPlace.namespace }: ListedService): string {
  return namespace === defaultPlace.namespace ? source : `${source} ${namespace}`;
}

function statusOf({ status, checks }: ListedInstance): string {
  return status !== "unknown" && checks.every(({ ofNode }) => ofNode) ? `${status} (no check)` : status;
}

function nameOf({ id, allocation }: ListedInstance): string {
  return allocation === undefined ? id : `allocation ${allocation.slice(0, 8)}`;
}

/** Tags that are no routes, as far as there is room for them. */
function shortTags(tags: readonly string[]): string {
  const plain = tags.filter((tag) => !tag.trim().startsWith(DEFAULT_TAG_PREFIX));
  let text = "";
  for (const [index, tag] of plain.entries()) {
    const longer = index === 0 ? tag.slice(0, MAX_TAGS) : `${text}, ${tag}`;
    if (longer.length > MAX_TAGS) return `${text}, +${plain.length - index}`;
    text = longer;
  }
  return text;
}

function firstLine(output: string): string {
  return output.trim().split(/[\r\n]/)[0] ?? "";
}
