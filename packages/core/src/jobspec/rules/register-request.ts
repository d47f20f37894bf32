/** The parts of a request to register a job that stand beside the job and decide about it. */
export interface RegisterRequest {
  /** Region that the request is sent to. */
  readonly region?: string;
  /** The check-index: register only if this is the modify index of the registered job; 0 for none. */
  readonly checkIndex?: number | bigint;
  /** Priority of the evaluation instead of the job's; 0 for none. */
  readonly evalPriority?: number | bigint;
  /** Size of the job file and its variables that are kept with the job, in bytes. */
  readonly sourceBytes?: number;
}
