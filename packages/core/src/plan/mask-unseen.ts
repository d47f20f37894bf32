import type { UnseenChange } from "./diff/unseen-changes.ts";
import { isFreeForm } from "./mask-keys.ts";
import { maskPair, usableSecrets } from "./mask-text.ts";

/**
 * Copies of changes that may be shown, with the marks that `maskPlan` has. Secret is what stands under a key that looks so,
 * in what is free for users, what shows by itself that it is, and what contains one of `secrets`.
 */
export function maskUnseenChanges(
  changes: readonly UnseenChange[],
  secrets: Iterable<string>,
): readonly UnseenChange[] {
  const hidden = usableSecrets(secrets);
  return changes.map((change) => {
    const keys = usersKeys(change.keys);
    const [before, after] = maskPair(change.before, change.after, { keys, secrets: hidden });
    return { ...change, before, after };
  });
}

/** The steps behind the first block whose keys are the user's own. */
function usersKeys(steps: UnseenChange["keys"]): string[] {
  const free = steps.findIndex((step) => typeof step === "string" && isFreeForm(step));
  return free === -1 ? [] : steps.slice(free + 1).map(String);
}
