import { quote } from "../../go/quote.ts";
import { formatDuration } from "../../units/duration.ts";
import { template } from "../schema/template.ts";
import { escapingPath } from "./escaping-path.ts";
import { blockRules } from "./rule.ts";
import { inRange, oneOfValues, requiredText } from "./schema-rules.ts";

/** Files that are rendered for a task. @see hashicorp/nomad nomad/structs/structs.go Template.Validate (2.0.5) */
export const templateRules = blockRules(template, undefined, [
  {
    code: "NX2240",
    find: ({ SourcePath, EmbeddedTmpl }) =>
      SourcePath === "" &&
      EmbeddedTmpl === "" && {
        summary: "The template has no text",
        help: 'Write the text as "data", or name a file of the task as "source".',
        nomad: "Must specify a source path or have an embedded template",
      },
  },
  requiredText(template, "DestPath", "Must specify a destination for the template"),
  { code: "NX2230", find: ({ DestPath }) => escapingPath("task", "DestPath", DestPath) },
  oneOfValues(
    template,
    "ChangeMode",
    () => "Invalid change mode. Must be one of the following: noop, signal, script, restart",
    "refused",
  ),
  {
    code: "NX2241",
    find: ({ ChangeMode, ChangeSignal }) =>
      ChangeMode === "signal" &&
      ChangeSignal === "" && {
        keys: ["ChangeSignal"],
        summary: "The signal is empty",
        help: 'Name one, such as "SIGHUP".',
        nomad: "Must specify signal value when change mode is signal",
      },
  },
  {
    code: "NX2242",
    find: ({ ChangeMode, Envvars }) =>
      ChangeMode === "signal" &&
      Envvars && {
        keys: ["ChangeMode"],
        summary: "A signal cannot change the environment of a task that runs",
        help: 'With env = true write change_mode "restart" or "noop".',
        nomad: "cannot use signals with env var templates",
      },
  },
  {
    code: "NX2243",
    find: ({ ChangeMode, ChangeScript }) =>
      ChangeMode === "script" &&
      (ChangeScript === null || ChangeScript.Command === "") && {
        keys: ChangeScript === null ? ["ChangeMode"] : ["ChangeScript", "Command"],
        summary: "The script is missing",
        help: "Write what runs: change_script { command = … }.",
        nomad:
          ChangeScript === null
            ? "must specify change script configuration value when change mode is script"
            : "must specify script path value when change mode is script",
      },
  },
  inRange(template, "Splay", { least: 0 }, () => "Must specify positive splay value"),
  {
    code: "NX2244",
    find: ({ Perms }) => {
      const reason = Perms === "" ? undefined : octalProblem(Perms);
      return (
        reason !== undefined && {
          keys: ["Perms"],
          summary: "Not the mode of a file",
          received: Perms,
          allowed: "octal digits up to 7777",
          help: 'Write it like "0644".',
          nomad: `Failed to parse ${quote(Perms)} as octal: strconv.ParseUint: parsing ${quote(Perms)}: ${reason}`,
        }
      );
    },
  },
  {
    code: "NX210",
    field: "VaultGrace",
    find: ({ VaultGrace }, { keys }) =>
      Number(VaultGrace) !== 0 && {
        keys: ["VaultGrace"],
        at: "key",
        severity: "warning",
        summary: '"vault_grace" is deprecated',
        help: "Leave it out.",
        nomad: `Template[${String(keys.at(-1))}] VaultGrace has been deprecated as of Nomad 0.11 and ignored since Vault 0.5. Please remove VaultGrace / vault_grace from template block.`,
      },
  },
  {
    code: "NX2245",
    find: ({ Wait }) => {
      const { Min = null, Max = null } = Wait ?? {};
      if (Min === null || Max === null || Min <= Max) return undefined;
      const [min, max] = [formatDuration(Min), formatDuration(Max)];
      return {
        keys: ["Wait", "Min"],
        summary: "min is longer than max",
        detail: `"min" is ${min}, and "max" is ${max}.`,
        nomad: `wait min ${min} is greater than max ${max}`,
      };
    },
  },
]);

/** @see golang/go src/strconv/atoi.go ParseUint with base 8 and 12 bits: it stops where the number becomes too large */
function octalProblem(text: string): string | undefined {
  let value = 0;
  for (const digit of text) {
    if (!/^[0-7]$/.test(digit)) return "invalid syntax";
    value = value * 8 + Number(digit);
    if (value > 0o7777) return "value out of range";
  }
  return undefined;
}
