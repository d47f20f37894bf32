// @ts-check

/**
 * The steps that undo things, in reverse order of how they were done. Once it runs nothing can be added any more, so
 * that an interrupted start cannot leave behind what it starts a moment later.
 */
export class Cleanups {
  /** @type {{ readonly name: string; readonly undo: () => Promise<void> | void }[]} */ #steps = [];
  /** @type {Promise<readonly string[]> | undefined} */ #running;

  /** Throws once the clean-up has begun: call it right before something is started. */
  throwIfRunning() {
    if (this.#running !== undefined) throw new Error("interrupted");
  }

  /**
   * @param {string} name what is undone, for the message when that fails
   * @param {() => Promise<void> | void} undo
   */
  add(name, undo) {
    this.throwIfRunning();
    this.#steps.push({ name, undo });
  }

  /**
   * Undoes everything, whatever fails on the way; a second call waits for the first.
   * @returns {Promise<readonly string[]>} one line for each step that failed
   */
  run() {
    this.#running ??= this.#undoAll();
    return this.#running;
  }

  async #undoAll() {
    /** @type {string[]} */
    const failures = [];
    for (const { name, undo } of this.#steps.toReversed()) {
      try {
        await undo();
      } catch (error) {
        failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    return failures;
  }
}
