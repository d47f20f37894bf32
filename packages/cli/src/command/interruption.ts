/** Ctrl-C or SIGTERM has ended what was under way: the reason of `Context.interrupted`, and what a command throws then. */
export class Interruption extends Error {
  override readonly name = "Interruption";
  /** Sentences about what is not known now, and how to look. */
  readonly help?: string;

  constructor(message = "interrupted", help?: string) {
    super(message);
    if (help !== undefined) this.help = help;
  }
}
