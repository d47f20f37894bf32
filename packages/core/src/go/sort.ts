/**
 * Indexes of `counts`, smallest count first, with equal ones in the order in which Go's `sort.Sort` leaves them: stable
 * up to 12, beyond that as its pattern-defeating quicksort happens to place them. Fabio's rings show that order.
 */
export function sortByCount(counts: readonly number[]): readonly number[] {
  const order = counts.map((_, index) => index);
  sortInPlace(order, (a, b) => (counts[a] ?? 0) < (counts[b] ?? 0));
  return order;
}

/**
 * Sorts a list as Go's `sort.Sort` does, comparison by comparison: that shows where items are equal, and where `isLess` is
 * no order.
 * @see golang/go src/sort/zsortinterface.go pdqsort
 */
export function sortInPlace<T extends {}>(items: T[], isLess: (a: T, b: T) => boolean): void {
  quicksort(new Sorting(items, isLess), 0, items.length, 32 - Math.clz32(items.length));
}

/** The items being sorted, by position. */
interface Sorted {
  less(a: number, b: number): boolean;
  swap(a: number, b: number): void;
}

class Sorting<T extends {}> implements Sorted {
  readonly #items: T[];
  readonly #isLess: (a: T, b: T) => boolean;

  constructor(items: T[], isLess: (a: T, b: T) => boolean) {
    this.#items = items;
    this.#isLess = isLess;
  }

  less(a: number, b: number): boolean {
    const [itemA, itemB] = [this.#items[a], this.#items[b]];
    return itemA !== undefined && itemB !== undefined && this.#isLess(itemA, itemB);
  }

  swap(a: number, b: number): void {
    const [itemA, itemB] = [this.#items[a], this.#items[b]];
    if (itemA === undefined || itemB === undefined) return;
    this.#items[a] = itemB;
    this.#items[b] = itemA;
  }
}

function quicksort(data: Sorted, from: number, to: number, badChoices: number): void {
  let [start, end, limit] = [from, to, badChoices];
  let [wasBalanced, wasPartitioned] = [true, true];
  for (;;) {
    const length = end - start;
    if (length <= 12) return insertionSort(data, start, end);
    if (limit === 0) return heapSort(data, start, end);
    if (!wasBalanced) {
      breakPatterns(data, start, end);
      limit--;
    }
    let { pivot, direction } = choosePivot(data, start, end);
    if (direction === "down") {
      reverse(data, start, end);
      pivot = end - 1 - (pivot - start);
      direction = "up";
    }
    if (wasBalanced && wasPartitioned && direction === "up" && finishNearlySorted(data, start, end)) return;
    if (start > 0 && !data.less(start - 1, pivot)) {
      start = partitionEqual(data, start, end, pivot);
      continue;
    }
    const { middle, wasDone } = partition(data, start, end, pivot);
    wasPartitioned = wasDone;
    const [left, right] = [middle - start, end - middle];
    wasBalanced = Math.min(left, right) >= Math.trunc(length / 8);
    if (left < right) {
      quicksort(data, start, middle, limit);
      start = middle + 1;
    } else {
      quicksort(data, middle + 1, end, limit);
      end = middle;
    }
  }
}

function insertionSort(data: Sorted, start: number, end: number): void {
  for (let at = start + 1; at < end; at++) {
    for (let to = at; to > start && data.less(to, to - 1); to--) data.swap(to, to - 1);
  }
}

function heapSort(data: Sorted, start: number, end: number): void {
  const size = end - start;
  for (let root = Math.trunc((size - 1) / 2); root >= 0; root--) siftDown(data, root, size, start);
  for (let last = size - 1; last >= 0; last--) {
    data.swap(start, start + last);
    siftDown(data, 0, last, start);
  }
}

function siftDown(data: Sorted, from: number, size: number, start: number): void {
  let root = from;
  for (let child = 2 * root + 1; child < size; child = 2 * root + 1) {
    if (child + 1 < size && data.less(start + child, start + child + 1)) child++;
    if (!data.less(start + root, start + child)) return;
    data.swap(start + root, start + child);
    root = child;
  }
}

/** Swaps three elements around the middle with others that only look random: the length is the seed. */
function breakPatterns(data: Sorted, start: number, end: number): void {
  const length = end - start;
  const mask = BigInt(2 ** (32 - Math.clz32(length)) - 1);
  const middle = start + Math.trunc(length / 4) * 2;
  let random = BigInt(length);
  for (let at = middle - 1; at <= middle + 1; at++) {
    random ^= BigInt.asUintN(64, random << 13n);
    random ^= random >> 7n;
    random ^= BigInt.asUintN(64, random << 17n);
    const other = Number(random & mask);
    data.swap(at, start + (other >= length ? other - length : other));
  }
}

function choosePivot(
  data: Sorted,
  start: number,
  end: number,
): { pivot: number; direction: "up" | "down" | "?" } {
  const length = end - start;
  const quarter = Math.trunc(length / 4);
  const places = [1, 2, 3].map((part) => start + quarter * part);
  let swaps = 0;
  const ordered = (a: number, b: number): readonly [number, number] => {
    if (!data.less(b, a)) return [a, b];
    swaps++;
    return [b, a];
  };
  const median = (a: number, b: number, c: number): number => {
    const [low, high] = ordered(a, b);
    const [middle] = ordered(high, c);
    return ordered(low, middle)[1];
  };
  const [a = 0, b = 0, c = 0] =
    length >= 50 ? places.map((place) => median(place - 1, place, place + 1)) : places;
  const pivot = median(a, b, c);
  return { pivot, direction: swaps === 0 ? "up" : swaps === 12 ? "down" : "?" };
}

function reverse(data: Sorted, start: number, end: number): void {
  for (let [low, high] = [start, end - 1]; low < high; low++, high--) data.swap(low, high);
}

/** Mends up to five pairs in a long stretch; whether it is sorted then. */
function finishNearlySorted(data: Sorted, start: number, end: number): boolean {
  let at = start + 1;
  for (let step = 0; step < 5; step++) {
    while (at < end && !data.less(at, at - 1)) at++;
    if (at === end) return true;
    if (end - start < 50) return false;
    data.swap(at, at - 1);
    if (at - start >= 2) for (let to = at - 1; to >= 1 && data.less(to, to - 1); to--) data.swap(to, to - 1);
    if (end - at >= 2) for (let to = at + 1; to < end && data.less(to, to - 1); to++) data.swap(to, to - 1);
  }
  return false;
}

/** Smaller elements in front of the pivot, others behind it. */
function partition(
  data: Sorted,
  start: number,
  end: number,
  pivot: number,
): { middle: number; wasDone: boolean } {
  data.swap(start, pivot);
  let [low, high] = [start + 1, end - 1];
  for (let swaps = 0; ; swaps++) {
    while (low <= high && data.less(low, start)) low++;
    while (low <= high && !data.less(high, start)) high--;
    if (low > high) {
      data.swap(high, start);
      return { middle: high, wasDone: swaps === 0 };
    }
    data.swap(low++, high--);
  }
}

/** Elements equal to the pivot in front; where the larger ones begin. */
function partitionEqual(data: Sorted, start: number, end: number, pivot: number): number {
  data.swap(start, pivot);
  let [low, high] = [start + 1, end - 1];
  for (;;) {
    while (low <= high && !data.less(start, low)) low++;
    while (low <= high && data.less(start, high)) high--;
    if (low > high) return low;
    data.swap(low++, high--);
  }
}
