/** Where clocks show the same time. */
export interface TimeZone {
  /** Milliseconds that clocks are ahead of UTC at an instant, which is in milliseconds since 1970. */
  readonly offsetAt: (instant: number) => number;
}

/** The zone of servers in general. */
export const utc: TimeZone = { offsetAt: () => 0 };

/** A time of a clock, as the milliseconds that UTC's would show it after 1970; and what it says. */
export function clockTime(zone: TimeZone, instant: number): Date {
  return new Date(instant + zone.offsetAt(instant));
}

/**
 * The instant at which clocks of the zone show a time, given as `Date.UTC` gives it. Of a time that is passed over when clocks
 * are put forward, or that comes twice, it is the one that Go takes.
 * @see golang/go src/time/time.go Date
 */
export function instantOf(zone: TimeZone, clock: number): number {
  return clock - zone.offsetAt(clock - zone.offsetAt(clock));
}
