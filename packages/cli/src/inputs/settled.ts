import { NomadxError } from "@nomadx/core";

/** What `promise` comes to. @throws {NomadxError} `timeout` when `stuck` is aborted first */
export async function settled<T>(promise: Promise<T>, stuck: AbortSignal): Promise<T> {
  let onAbort: (() => void) | undefined;
  const never = new Promise<never>((_, reject) => {
    onAbort = () =>
      reject(
        new NomadxError("timeout", "The job file never finishes: it awaits something that never happens", {
          help: "Look for an `await` of a promise that nothing resolves.",
        }),
      );
    stuck.addEventListener("abort", onAbort);
  });
  try {
    return await Promise.race([promise, never]);
  } finally {
    if (onAbort !== undefined) stuck.removeEventListener("abort", onAbort);
  }
}
