import { didYouMean } from "../../diagnostics/did-you-mean.ts";

/** The most labels that a message lists. */
const MOST_LISTED = 20;

/** The most unknown labels that are held against all others: who has more has another problem than a typing mistake. */
const MOST_COMPARED = 20;

/** The port labels that a reference may name. */
export class PortScope {
  /** The networks, for messages: `this group's network`. */
  readonly where: string;
  readonly #labels: ReadonlySet<string>;
  #compared = 0;

  constructor(where: string, labels: Iterable<string>) {
    this.where = where;
    this.#labels = new Set(labels);
  }

  has(label: string): boolean {
    return this.#labels.has(label);
  }

  /** The same with further labels. */
  with(where: string, labels: Iterable<string>): PortScope {
    return new PortScope(where, [...this.#labels, ...labels]);
  }

  /** The sentence that lists the labels. */
  get declared(): string {
    if (this.#labels.size === 0) return `No port is declared in ${this.where}.`;
    const listed = [...this.#labels].slice(0, MOST_LISTED).map((label) => JSON.stringify(label));
    const others = this.#labels.size - listed.length;
    return `Declared in ${this.where}: ${listed.join(", ")}${others > 0 ? ` and ${others} more` : ""}.`;
  }

  /** The label that was probably meant. */
  near(label: string): string | undefined {
    return this.#compared++ < MOST_COMPARED ? didYouMean(label, this.#labels) : undefined;
  }
}
