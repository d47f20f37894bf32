/** The argument that a function which a job file exports is called with. */
export interface JobContext {
  /** A copy of the environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The values given with `--var`, and with `NOMAD_VAR_<name>` in the environment. */
  readonly vars: Readonly<Record<string, string>>;
}
