/** Stands in for `Intl.ListFormat`, whose constructor loads ICU data: builds the real one when it is first used. */
export class LazyListFormat {
  constructor(...settings) {
    this.settings = settings;
  }
  format(items) {
    // Written so that esbuild's `define` does not replace it too.
    return new globalThis["Intl"]["ListFormat"](...this.settings).format(items);
  }
}
