import {
  block,
  bool,
  duration,
  int,
  one,
  oneOf,
  string,
  strings,
  text,
  type HubObject,
  type Named,
} from "./_define.ts";
import { signals } from "./_signals.ts";
import { filledInByParser } from "./_defaults.ts";

/** @see hashicorp/nomad api/tasks.go Template.Canonicalize (2.0.5) */
function canonicalizeSignal(hub: HubObject): void {
  const given = hub["ChangeSignal"];
  if (typeof given === "string") hub["ChangeSignal"] = given.toUpperCase();
  else if (hub["ChangeMode"] === "signal") hub["ChangeSignal"] = "SIGHUP";
}

const script = {
  /** Program to run inside the task; `change_mode = "script"` needs it. */
  command: string("Command", { default: "" }),
  /** Arguments of the command. */
  args: strings("Args", { default: [], filledInBy: ["parser", "api"] }),
  /** How long the command may take. */
  timeout: duration("Timeout", { default: "5s", filledInBy: ["parser", "api"] }),
  /** Kill the task if the command fails. */
  fail_on_error: bool("FailOnError", { default: false, filledInBy: ["parser", "api"] }),
  /** Run the command after the first rendering, too. */
  run_on_first_render: bool("RunOnFirstRender", {
    default: false,
    filledInBy: ["parser", "api"],
    since: "2.0.5",
  }),
} as const;

const changeScript = block("ChangeScript", script, filledInByParser(script));

const wait = block("WaitConfig", {
  /** Quiet time after a change before the template is rendered. */
  min: duration("Min", { stored: "pointer" }),
  /** Longest wait while changes keep coming. */
  max: duration("Max", { stored: "pointer" }),
});

const fields = {
  /** The template itself. */
  data: text("EmbeddedTmpl", { default: "" }),
  /** File of the template, usually fetched by an artifact. */
  source: string("SourcePath", { default: "" }),
  /** File to render to, relative to the task's working directory. */
  destination: string("DestPath", { required: true, default: "" }),
  /** Read the rendered file as environment variables of the task. */
  env: bool("Envvars", { default: false }),
  /** The action on the task when the rendered file changes. */
  change_mode: oneOf("ChangeMode", ["noop", "restart", "signal", "script"], {
    default: "restart",
    filledInBy: ["parser", "api"],
  }),
  /** Signal for `change_mode = "signal"`. */
  change_signal: string("ChangeSignal", {
    usual: signals,
    default: "",
    absent: 'SIGHUP with `change_mode = "signal"`',
  }),
  /** Longest random wait before the change is acted on. */
  splay: duration("Splay", { default: "5s", filledInBy: ["parser", "api"] }),
  /** Mode of the rendered file, in octal. */
  perms: string("Perms", { default: "0644", filledInBy: ["parser", "api"] }),
  /** User ID of the rendered file's owner. */
  uid: int("Uid", { stored: "pointer", since: "1.3.3" }),
  /** Group ID of the rendered file. */
  gid: int("Gid", { stored: "pointer", since: "1.3.3" }),
  /** The text that opens an action in the template. */
  left_delimiter: string("LeftDelim", { default: "{{" }),
  /** The text that closes an action in the template. */
  right_delimiter: string("RightDelim", { default: "}}" }),
  /** Fail when the template asks a map for a key that it does not have. */
  error_on_missing_key: bool("ErrMissingKey", {
    default: false,
    filledInBy: ["parser", "api"],
    since: "1.4.3",
  }),
  /** Render once and do not look for changes. */
  once: bool("Once", { default: false, since: "1.10.2" }),
  /** Time before the end of a Vault lease at which it was renewed. */
  vault_grace: duration("VaultGrace", {
    default: "0s",
    deprecated: "nothing: Vault leases are renewed in time",
    until: "0.10",
  }),
  /** Command for `change_mode = "script"`. */
  change_script: one("ChangeScript", changeScript, { since: "1.3.4" }),
  /** How long to wait for further changes before rendering. */
  wait: one("Wait", wait, { since: "1.2.4" }),
} as const;

const definition = block("Template", fields, {
  ...filledInByParser(fields),
  canonicalize: canonicalizeSignal,
});

/** A file (or environment) that Nomad renders with consul-template. */
export const template: TemplateBlock = definition;

/** @see hashicorp/nomad api/tasks.go Template (2.0.5) */
export interface TemplateBlock extends Named<typeof definition> {}
