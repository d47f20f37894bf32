import type { ApiJob } from "./api-job.ts";
import type { KeyPath } from "./key-path.ts";

/** One refusal, or one warning, in the text of a server. */
export interface ServerItem {
  /** The headings over it, outermost first: `Task group web validation failed`. */
  readonly within: readonly string[];
  readonly text: string;
}

/**
 * The items of a server's text, which are lists in lists: `1 error occurred:\n\t* Task group web validation failed: 2 errors
 * occurred:\n\t* Missing …`. A text of another kind is one item.
 * @see hashicorp/go-multierror format.go, hashicorp/nomad helper/funcs.go MergeMultierrorWarnings (2.0.5)
 */
export function serverItems(text: string): readonly ServerItem[] {
  const lines = text.replace(/^\d+ warnings?:$/m, "").split("\n");
  let next = 0;
  const items: ServerItem[] = [];
  while (next < lines.length) read([], Infinity);
  return items;

  function read(within: readonly string[], count: number): void {
    for (let left = count; left > 0 && next < lines.length; next++) {
      const item = (lines[next] ?? "").replace(/^\s*\* /, "").trim();
      if (item === "") continue;
      const [, over, inner] = /^(.*?)(?:: )?(\d+) errors? occurred:$/.exec(item) ?? [];
      left--;
      if (inner === undefined) {
        items.push({ within, text: withRest(item) });
      } else {
        next++;
        read(over === undefined || over === "" ? within : [...within, over], Number(inner));
        next--;
      }
    }
  }

  /** A text of several lines goes on until a line is empty or an item of its own. */
  function withRest(item: string): string {
    let whole = item;
    for (; /^\s*[^\s*]/.test(lines[next + 1] ?? ""); next++) whole += ` ${(lines[next + 1] ?? "").trim()}`;
    return whole;
  }
}

/**
 * Whether an item of a server's text is in these words: it may say of which part before them, as in `Check a invalid: …`.
 * @example saysSame({ within: [], text: "Check a invalid: missing check type" }, "missing check type") // true
 */
export function saysSame({ text }: ServerItem, words: string): boolean {
  const [whole, end] = [text, words].map((each) => each.replaceAll(/\s+/g, " ").trim());
  return whole === end || (whole?.endsWith(` ${end}`) ?? false);
}

/** Words of a server over what is wrong in a block, and the blocks that they name: by number from 1, or by name. */
const headings: readonly [pattern: RegExp, list: string, by: "name" | "number" | "index" | "label"][] = [
  [/^Task group (.*?) (?:validation failed|has warnings)$/, "TaskGroups", "name"],
  [/^Group "(.*)" has warnings$/, "TaskGroups", "name"],
  [/^Task "(.*)" has warnings$/, "Tasks", "name"],
  [/^Task group volume validation for (.*) failed$/, "Volumes", "label"],
  [/^Task (.*) validation failed$/, "Tasks", "name"],
  [/^(?:Service|service)\[(\d+)\] .* validation failed$/, "Services", "index"],
  [/^Constraint (\d+) validation failed/, "Constraints", "number"],
  [/^Affinity (\d+) validation failed/, "Affinities", "number"],
  [/^Spread (\d+) validation failed/, "Spreads", "number"],
  [/^Artifact (\d+) validation failed/, "Artifacts", "number"],
  [/^Template (\d+) validation failed/, "Templates", "number"],
  [/^device (\d+) failed validation/, "Devices", "number"],
  [/^(?:Check|check) (.*) invalid/, "Checks", "name"],
  [/^Identity "(.*)" is invalid/, "Identities", "name"],
  [/^Secret "(.*)" is invalid/, "Secrets", "name"],
];

/**
 * Texts that name a part of the job without a heading, as the hooks of the servers and of their licence do.
 * @see hashicorp/nomad nomad/job_endpoint_validators.go, job_endpoint_hook_node_pool.go, job_endpoint_hook_vault.go and structs/structs_ce.go (2.0.5)
 */
const subjects: readonly (readonly [RegExp, (job: ApiJob, ...names: string[]) => KeyPath])[] = [
  [/^job ".*" is in nonexistent namespace "/, () => ["Namespace"]],
  [/^job ".*" is in nonexistent node pool "/, () => ["NodePool"]],
  [/^Multiregion jobs are unlicensed/, () => ["Multiregion"]],
  [/^Vault "(.*)" not enabled but used in the job/, (job, cluster) => vaultOf(job, cluster)],
];

/** Steps to the first block "vault" of a job for a cluster of Vault. */
function vaultOf({ TaskGroups }: ApiJob, cluster: string | undefined): KeyPath {
  for (const [group, { Tasks }] of (TaskGroups ?? []).entries()) {
    const task = (Tasks ?? []).findIndex(({ Vault }) => Vault && (Vault.Cluster || "default") === cluster);
    if (task !== -1) return ["TaskGroups", group, "Tasks", task, "Vault"];
  }
  return [];
}

/**
 * Steps to the innermost block of a job that an item of a server's text names: the group, the task, the service by its
 * number. Empty where it names none.
 * @example namedPlace({ within: ["Task group web validation failed"], text: "Missing tasks for task group" }, job)
 *   // ["TaskGroups", 0]
 */
export function namedPlace({ within, text }: ServerItem, job: ApiJob): KeyPath {
  for (const [pattern, find] of subjects) {
    const [said, ...names] = pattern.exec(text) ?? [];
    const subject = said === undefined ? [] : find(job, ...names);
    if (subject.reduce<unknown>(propertyOf, job) !== undefined && subject.length > 0) return subject;
  }
  let keys: KeyPath = [];
  let value: unknown = job;
  for (const words of [...within, text.replace(/^([^:]*(?:validation failed|invalid)): .*$/s, "$1")]) {
    const step = headingStep(words, value);
    if (step === undefined) continue;
    keys = [...keys, ...step.keys];
    value = step.value;
  }
  return keys;
}

function headingStep(words: string, block: unknown): { keys: KeyPath; value: unknown } | undefined {
  for (const [pattern, list, by] of headings) {
    const [, named] = pattern.exec(words) ?? [];
    if (named === undefined) continue;
    // Devices are named without the resources of their task.
    const path = list === "Devices" ? ["Resources", list] : [list];
    const items = path.reduce<unknown>((inner, key) => propertyOf(inner, key), block);
    if (by === "label") return stepInto(items, path, named);
    if (!Array.isArray(items)) return undefined;
    const index =
      by === "name"
        ? items.findIndex((item: unknown) => (propertyOf(item, "Name") ?? "") === named)
        : Number(named) - (by === "number" ? 1 : 0);
    return stepInto(items, path, index);
  }
  return undefined;
}

function stepInto(items: unknown, path: KeyPath, key: string | number) {
  const value = propertyOf(items, key);
  return value === undefined ? undefined : { keys: [...path, key], value };
}

function propertyOf(value: unknown, key: string | number): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}
