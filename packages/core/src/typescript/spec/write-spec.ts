import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ApiJob } from "../../jobspec/api-job.ts";
import { job as jobBlock } from "../../jobspec/schema/job.ts";
import { labelOf } from "../../jobspec/spelling.ts";
import { inputName, printModule } from "../module.ts";
import { isName } from "../syntax/quote.ts";
import { call, code, member, object, text, type ObjectLiteral, type Script } from "../syntax/script.ts";
import { SpecWriter } from "./spec-writer.ts";

/** A job as the source of a job file. */
export interface WrittenSpec {
  readonly text: string;
  /** Names what no job file can say, by steps into the job as it is written there; the text is then another job. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Ways of writing a job. */
export interface WriteOptions {
  /** Texts that are not to stand in the file, with the names of the variables that they are given by instead. */
  readonly secrets?: ReadonlyMap<string, string>;
}

/**
 * Writes a job as the TypeScript source of a job file, in the order an engineer would and as Prettier sets it at 110
 * columns. Reading the file gives the same job, but for what the diagnostics name; fields that only a server fills in are
 * written where they are there: see `withoutDefaults`.
 *
 * @example
 * writeSpec({ ID: "web", TaskGroups: [{ Name: "web", Tasks: [{ Name: "web", Driver: "exec" }] }] }).text
 * // import { job } from "@nomadx/core"; …
 */
export function writeSpec(job: ApiJob, { secrets = new Map() }: WriteOptions = {}): WrittenSpec {
  const writer = new SpecWriter();
  const spec = withSecrets(writer.block(jobBlock, job, []), secrets);
  const label = labelOf(jobBlock, jobBlock.beforeWrite?.(job) ?? job) ?? "";
  const module = { name: text(label), spec, ...(secrets.size > 0 && { variables: declared(secrets) }) };
  return { text: printModule(module), diagnostics: writer.diagnostics };
}

/** Variables that have to be given. */
function declared(secrets: ReadonlyMap<string, string>): ObjectLiteral {
  const type = object([["type", text("string")]]);
  return { ...object(Array.from(new Set(secrets.values()), (name) => [name, type])), expanded: true };
}

/** The same with variables in place of texts. */
function withSecrets(spec: ObjectLiteral, secrets: ReadonlyMap<string, string>): ObjectLiteral {
  const replaced = (script: Script): Script => {
    switch (script.kind) {
      case "text": {
        const name = secrets.get(script.value);
        if (name === undefined) return script;
        return call("secret", member(code(inputName), isName(name) ? name : text(name)));
      }
      case "object":
        return {
          ...script,
          entries: script.entries.map((entry) => ({ ...entry, value: replaced(entry.value) })),
        };
      case "array":
        return { ...script, items: script.items.map((item) => ({ ...item, value: replaced(item.value) })) };
      case "call":
        return { ...script, arguments: script.arguments.map(replaced) };
      default:
        return script;
    }
  };
  return { ...spec, entries: spec.entries.map((entry) => ({ ...entry, value: replaced(entry.value) })) };
}
