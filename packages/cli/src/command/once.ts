/** A value that is made when it is first asked for, and once: whoever asks meanwhile waits for the same one. */
export class Once<Value> {
  #made?: Promise<Value>;

  get(make: () => Promise<Value>): Promise<Value> {
    return (this.#made ??= make());
  }
}
