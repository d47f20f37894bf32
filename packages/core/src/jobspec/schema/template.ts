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
import { fillIn, leaveOut } from "./_hub.ts";

const fiveSeconds = 5_000_000_000; // in nanoseconds

/**
 * What Nomad's parser fills in, defaults at the servers apart.
 * @see hashicorp/nomad jobspec2/parse_job.go normalizeTemplates, normalizeChangeScript (2.0.5)
 */
const templateAtParse = { ChangeMode: "restart", Perms: "0644", Splay: fiveSeconds, ErrMissingKey: false };
const scriptAtParse = { Args: [], Timeout: fiveSeconds, FailOnError: false, RunOnFirstRender: false };

function fillAll(hub: HubObject, values: Readonly<HubObject>): void {
  for (const [field, value] of Object.entries(values)) fillIn(hub, field, Array.isArray(value) ? [] : value);
}

const changeScript = block(
  "ChangeScript",
  {
    /** Program to run inside the task; `change_mode = "script"` needs it. */
    command: string("Command"),
    /** Arguments of the command. */
    args: strings("Args"),
    /** How long the command may take. */
    timeout: duration("Timeout", { default: "5s" }),
    /** Kill the task if the command fails. */
    fail_on_error: bool("FailOnError", { default: false }),
    /** Run the command after the first rendering, too. */
    run_on_first_render: bool("RunOnFirstRender", { default: false, since: "2.0.5" }),
  },
  {
    afterRead: (hub) => fillAll(hub, scriptAtParse),
    beforeWrite: (hub) => leaveOut(hub, scriptAtParse),
  },
);

const wait = block("WaitConfig", {
  /** Quiet time after a change before the template is rendered. */
  min: duration("Min"),
  /** Longest wait while changes keep coming. */
  max: duration("Max"),
});

const definition = block(
  "Template",
  {
    /** The template itself. */
    data: text("EmbeddedTmpl"),
    /** File of the template, usually fetched by an artifact. */
    source: string("SourcePath"),
    /** File to render to, relative to the task's working directory. */
    destination: string("DestPath", { required: true }),
    /** Read the rendered file as environment variables of the task. */
    env: bool("Envvars", { default: false }),
    /** What happens to the task when the rendered file changes. */
    change_mode: oneOf("ChangeMode", ["noop", "restart", "signal", "script"], { default: "restart" }),
    /** Signal for `change_mode = "signal"`. */
    change_signal: string("ChangeSignal", { default: "SIGHUP with change_mode signal" }),
    /** Longest random wait before the change is acted on. */
    splay: duration("Splay", { default: "5s" }),
    /** Mode of the rendered file, in octal. */
    perms: string("Perms", { default: "0644" }),
    /** User ID of the rendered file's owner. */
    uid: int("Uid", { since: "1.3.3" }),
    /** Group ID of the rendered file. */
    gid: int("Gid", { since: "1.3.3" }),
    /** What opens an action in the template. */
    left_delimiter: string("LeftDelim", { default: "{{" }),
    /** What closes an action in the template. */
    right_delimiter: string("RightDelim", { default: "}}" }),
    /** Fail when the template asks a map for a key that it does not have. */
    error_on_missing_key: bool("ErrMissingKey", { default: false, since: "1.4.3" }),
    /** Render once and do not look for changes. */
    once: bool("Once", { default: false, since: "1.10.2" }),
    /** Time before the end of a Vault lease at which it was renewed. */
    vault_grace: duration("VaultGrace", {
      deprecated: "nothing: Vault leases are renewed in time",
      until: "0.10",
    }),
    /** Command for `change_mode = "script"`. */
    change_script: one("ChangeScript", changeScript, { since: "1.3.4" }),
    /** How long to wait for further changes before rendering. */
    wait: one("Wait", wait, { since: "1.2.4" }),
  },
  {
    afterRead: (hub) => fillAll(hub, templateAtParse),
    beforeWrite: (hub) => leaveOut(hub, templateAtParse),
  },
);

/** A file (or environment) that Nomad renders with consul-template. */
export const template: TemplateBlock = definition;

/** @see hashicorp/nomad api/tasks.go Template (2.0.5) */
export interface TemplateBlock extends Named<typeof definition> {}
