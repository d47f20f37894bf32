import { block, type Named } from "../_define.ts";
import { int, string, stringMap, strings } from "./_values.ts";

const definition = block("raw_exec", {
  /** Program to run. */
  command: string("", { required: true }),
  /** Arguments of the program. */
  args: strings(),
  /** Working directory of the program. */
  work_dir: string("", { since: "1.9.2" }),
  /** Environment variables to keep from the program; `*` stands for any letters. */
  denied_envvars: strings("", { since: "1.10.0" }),
  /** How likely the kernel kills the program when memory runs out, above 0 more likely. */
  oom_score_adj: int("", { default: 0, since: "1.8.1" }),
  /** Control group (version 2) to run in, instead of Nomad's. */
  cgroup_v2_override: string("", { since: "1.8.0" }),
  /** Control groups (version 1) to run in, by controller, instead of Nomad's. */
  cgroup_v1_override: stringMap("", { form: "block or attribute", since: "1.8.0" }),
});

/** Configuration of a task of the driver `raw_exec`, which runs a program without isolation. */
export const rawExec: RawExecBlock = definition;

/** @see hashicorp/nomad drivers/rawexec/driver.go taskConfigSpec (2.0.5) */
export interface RawExecBlock extends Named<typeof definition> {}
