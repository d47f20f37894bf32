import { block, type Named } from "../_define.ts";
import { string, strings } from "./_values.ts";

const definition = block("java", {
  /** Archive to run. */
  jar_path: string(),
  /** Class to run. */
  class: string(),
  /** Where classes are looked for. */
  class_path: string(),
  /** Options of the virtual machine. */
  jvm_options: strings(),
  /** Arguments of the program. */
  args: strings(),
  /** Working directory of the program. */
  work_dir: string("", { since: "1.9.2" }),
  /** Process namespace: `private` or `host`. */
  pid_mode: string("", { absent: "the agent's setting, or private", since: "1.0.4" }),
  /** IPC namespace: `private` or `host`. */
  ipc_mode: string("", { absent: "the agent's setting, or private", since: "1.0.4" }),
  /** Linux capabilities to give beyond Nomad's own set. */
  cap_add: strings("", { since: "1.1.0" }),
  /** Linux capabilities to take away. */
  cap_drop: strings("", { since: "1.1.0" }),
});

/** Configuration of a task of the driver `java`; it needs `jar_path` or `class`. */
export const java: JavaBlock = definition;

/** @see hashicorp/nomad drivers/java/driver.go taskConfigSpec (2.0.5) */
export interface JavaBlock extends Named<typeof definition> {}
