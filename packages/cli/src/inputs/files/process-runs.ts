/** Whether there is a process of this number, also of another user: what one that is gone has begun, nobody finishes. */
export function processRuns(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}
