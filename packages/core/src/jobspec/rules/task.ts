import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import { quote } from "../../go/quote.ts";
import { formatDuration } from "../../units/duration.ts";
import { suggest } from "../problems.ts";
import { task } from "../schema/task.ts";
import { blockRules, type At } from "./rule.ts";
import { inRange, requiredText } from "./schema-rules.ts";

/** A task by itself. @see hashicorp/nomad nomad/structs/structs.go Task.Validate (2.0.5) */
export const taskRules = blockRules(task, undefined, [
  {
    code: "NX2201",
    find: ({ Name }) => {
      const refusal = nameRefusal(Name);
      return (
        refusal !== undefined && {
          keys: ["Name"],
          summary: "Nomad does not take this name for a task",
          received: Name,
          detail: refusal.why,
          help: "Choose another name.",
          nomad: refusal.nomad,
        }
      );
    },
  },
  requiredText(task, "Driver", "Missing task driver"),
  {
    // No server knows the drivers of its clients: the job would wait for a node that has it.
    code: "NX2207",
    find: ({ Driver }) => {
      const near = knownDrivers.includes(Driver) ? undefined : didYouMean(Driver, knownDrivers);
      return (
        near !== undefined && {
          keys: ["Driver"],
          severity: "warning",
          summary: `${JSON.stringify(Driver)} is no driver of Nomad's`,
          detail: "Nomad takes the job, and places it where a client has a driver of this name.",
          help: suggest(near),
        }
      );
    },
  },
  inRange(task, "KillTimeout", { least: 0 }, () => "KillTimeout must be a positive value"),
  {
    code: "NX2202",
    find: ({ KillTimeout }, { job, group }) => {
      const deadline = group?.Update?.ProgressDeadline ?? 0;
      return (
        job.Type === "service" &&
        deadline > 0 &&
        KillTimeout > deadline && {
          keys: ["KillTimeout"],
          summary: "kill_timeout is longer than progress_deadline",
          detail: `A deployment fails when nothing becomes healthy for ${formatDuration(deadline)}, and the old task may take ${formatDuration(KillTimeout)} to stop.`,
          help: 'Make the progress_deadline of "update" the longer one, or 0 for none.',
          nomad: `KillTimout (${formatDuration(KillTimeout)}) longer than the group's ProgressDeadline (${formatDuration(deadline)})`,
        }
      );
    },
  },
  inRange(task, "ShutdownDelay", { least: 0 }, () => "ShutdownDelay must be a positive value"),
  {
    code: "NX2203",
    find: ({ Kind, Services, Leader }, at) => {
      const [, service] = /^connect-proxy:([^]+)$/.exec(Kind) ?? [];
      if (service === undefined) return undefined;
      return [
        ...proxyWithout(
          Services.length > 0,
          "Services",
          "services",
          "Connect proxy task must not have a service block",
        ),
        ...proxyWithout(Leader, "Leader", "leader", "Connect proxy task must not have leader set"),
        ...proxyOf(service, at),
      ];
    },
  },
  {
    code: "NX2204",
    find: ({ Templates }) => {
      const first = new Map<string, number>();
      return Templates.flatMap(({ DestPath }, index) => {
        const other = first.get(DestPath);
        if (other === undefined) first.set(DestPath, index);
        if (other === undefined) return [];
        return {
          keys: ["Templates", index, "DestPath"],
          summary: "Two templates have one destination",
          received: DestPath,
          detail: `It is that of template ${other + 1}, too: each would overwrite what the other rendered.`,
          nomad: `Template ${index + 1} has same destination as ${other + 1}`,
        };
      });
    },
  },
  {
    code: "NX2205",
    find: ({ Actions }) =>
      repeated(Actions).map(({ name, index }) => ({
        keys: ["Actions", index, "Name"],
        summary: `Action ${JSON.stringify(name)} is declared twice`,
        nomad: `Action ${name} defined multiple times`,
      })),
  },
  {
    code: "NX2206",
    find: ({ Secrets }) =>
      repeated(Secrets).map(({ name, index }) => ({
        keys: ["Secrets", index, "Name"],
        summary: `Secret ${JSON.stringify(name)} is declared twice`,
        nomad: `Duplicate secret ${quote(name)} found`,
      })),
  },
]);

/** Those whose configuration is known, and official ones whose names are near. */
const knownDrivers = [...Object.keys(task.configs ?? {}), "exec2"];

function nameRefusal(name: string): { why: string; nomad: string } | undefined {
  if (name === "alloc")
    return {
      why: "It is that of the directory that the tasks share.",
      nomad: 'Task cannot be named "alloc"',
    };
  const why = "A directory has the name of the task.";
  if (/[/\\]/.test(name)) return { why, nomad: "Task name cannot include slashes" };
  return name.includes("\0") ? { why, nomad: "Task name cannot include null characters" } : undefined;
}

function proxyWithout(isThere: boolean, field: string, name: string, nomad: string) {
  if (!isThere) return [];
  const summary = `A task that is a Connect proxy has no ${name}`;
  return [{ keys: [field], at: "key" as const, summary, nomad }];
}

function proxyOf(service: string, { group }: At) {
  const names = (group?.Services ?? []).flatMap(({ Name, Connect }) =>
    Connect === null || Connect.SidecarService === null ? [] : [Name],
  );
  if (names.includes(service)) return [];
  return [
    {
      keys: ["Kind"],
      summary: `No service ${JSON.stringify(service)} has a sidecar`,
      detail: "The kind says for which service of the group the task is the proxy.",
      allowed: names.length === 0 ? "none: no service of the group has a sidecar_service" : names.join(", "),
      help: 'Leave "kind" out: Nomad adds the proxies that services need.',
      nomad:
        names.length === 0
          ? `No Connect services in task group with Connect proxy (${quote(service)})`
          : `Connect proxy service name (${quote(service)}) not found in Connect services from task group: [${names.join(" ")}]`,
    },
  ];
}

/** The second and further items of each name. */
function repeated(items: readonly { readonly Name: string }[]): readonly { name: string; index: number }[] {
  const seen = new Set<string>();
  return items.flatMap(({ Name: name }, index) => {
    if (seen.has(name)) return [{ name, index }];
    seen.add(name);
    return [];
  });
}
