import type { AllocationStub, TaskEvent, TaskState } from "../allocations.ts";

/** The evidence in an allocation of why it went wrong. */
export interface AllocationEvidence {
  readonly allocationId: string;
  readonly name: string;
  readonly group: string;
  readonly jobVersion: number;
  readonly nodeId: string;
  readonly nodeName: string | undefined;
  /** `failed`, `lost`, or any other status with `healthy: false`. */
  readonly status: string;
  readonly description: string | undefined;
  readonly healthy: boolean | undefined;
  /** Tasks that went wrong; all tasks where none stands out. */
  readonly tasks: readonly TaskEvidence[];
}

/** The evidence in one task. */
export interface TaskEvidence {
  readonly task: string;
  readonly state: string;
  /** `false`: it never ran, so there are no logs of it. */
  readonly started: boolean;
  readonly restarts: number;
  /** Of the last time it ended; `undefined` if it never did. */
  readonly exitCode: number | undefined;
  /** The signal that ended it, `0` for none. */
  readonly signal: number | undefined;
  /** Killed because it used more memory than it asked for. */
  readonly outOfMemory: boolean;
  /** The server's reasons for the failure, most telling first, without repetition. */
  readonly reasons: readonly string[];
  /** The last events, oldest first. */
  readonly events: readonly EvidenceEvent[];
}

/** One event in the life of a task. */
interface EvidenceEvent {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly type: string;
  readonly message: string;
}

/** The end of a log that explains a failure. */
export interface LogTail {
  readonly allocationId: string;
  readonly task: string;
  readonly stream: "stderr" | "stdout";
  /** How many bytes from the end. */
  readonly bytes: number;
}

/** Evidence from one allocation; pure, so it can be taken again from a newer answer. */
export function allocationEvidence(allocation: AllocationStub): AllocationEvidence {
  const tasks = Object.entries(allocation.TaskStates)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([task, state]) => ({ evidence: taskEvidence(task, state), failed: state.Failed }));
  const wrong = tasks.filter(({ evidence, failed }) => failed || evidence.reasons.length > 0);
  return {
    allocationId: allocation.ID,
    name: allocation.Name,
    group: allocation.TaskGroup,
    jobVersion: Number(allocation.JobVersion),
    nodeId: allocation.NodeID,
    nodeName: allocation.NodeName || undefined,
    status: allocation.ClientStatus,
    description: allocation.DesiredDescription || allocation.ClientDescription || undefined,
    healthy: allocation.DeploymentStatus?.Healthy,
    tasks: (wrong.length > 0 ? wrong : tasks).map(({ evidence }) => evidence),
  };
}

/**
 * The logs worth reading for some evidence: of each task that ever ran, standard error first. None for a lost
 * allocation, whose node cannot be asked.
 */
export function logTails(evidence: AllocationEvidence, bytes = 2000): readonly LogTail[] {
  if (evidence.status === "lost") return [];
  return evidence.tasks
    .filter(({ started }) => started)
    .flatMap(({ task }) =>
      (["stderr", "stdout"] as const).map((stream) => ({
        allocationId: evidence.allocationId,
        task,
        stream,
        bytes,
      })),
    );
}

/** Evidence in one line: the first reason of the first task that has one, else the allocation's own words. */
export function describeEvidence(evidence: AllocationEvidence): string {
  for (const { task, reasons } of evidence.tasks) {
    const [reason] = reasons;
    if (reason !== undefined) return `Task "${task}": ${reason}`;
  }
  return evidence.description ?? `The allocation is ${evidence.status}`;
}

function taskEvidence(task: string, state: TaskState): TaskEvidence {
  const { Events: events } = state;
  const terminated = events.findLast(({ Type }) => Type === "Terminated")?.Details;
  const outOfMemory = terminated?.["oom_killed"] === "true";
  return {
    task,
    state: state.State,
    started: state.StartedAt !== undefined,
    restarts: Number(state.Restarts),
    exitCode: toNumber(terminated?.["exit_code"]),
    signal: toNumber(terminated?.["signal"]),
    outOfMemory,
    reasons: reasonsOf(events),
    events: events.slice(-5).map(({ Type, Time, DisplayMessage }) => ({
      time: Number(BigInt(Time) / 1_000_000n),
      type: Type,
      message: DisplayMessage,
    })),
  };
}

/**
 * The types of event that tell why, most telling first. Their display message is the server's account of it.
 *
 * @see hashicorp/nomad nomad/structs/structs.go (TaskEvent.PopulateEventDisplayMessage), v2.0.5
 */
const tellingTypes = [
  "Driver Failure",
  "Failed Artifact Download",
  "Failed Validation",
  "Setup Failure",
  "Task hook failed",
  "Template",
  "Terminated",
  "Sibling Task Failed",
  "Killing",
  "Not Restarting",
  "Restarting",
  "Alloc Unhealthy",
];

function reasonsOf(events: readonly TaskEvent[]): readonly string[] {
  const reasons = new Set<string>();
  for (const type of tellingTypes) {
    const event = events.findLast(({ Type }) => Type === type);
    if (event === undefined) continue;
    const { Details: details, DisplayMessage: message } = event;
    if (details["oom_killed"] === "true") reasons.add("Out of memory");
    // These two happen to tasks that are well, too.
    if (type === "Terminated" && details["exit_code"] === "0") continue;
    if (type === "Killing" && !details["kill_reason"]) continue;
    if (message) reasons.add(message);
  }
  return [...reasons];
}

function toNumber(text: string | undefined): number | undefined {
  return text === undefined || !/^-?\d+$/.test(text) ? undefined : Number(text);
}
