const zero = {
  Ignore: 0,
  Place: 0,
  Migrate: 0,
  Stop: 0,
  InPlaceUpdate: 0,
  DestructiveUpdate: 0,
  Canary: 0,
  Preemptions: 0,
  Disconnect: 0,
  Reconnect: 0,
  RescheduleNow: 0,
  RescheduleLater: 0,
};

/** How many allocations of a group something happens to, by what it is; see `DesiredUpdates`. */
export type Counters = { -readonly [Name in keyof typeof zero]: number };

/** Counters of a group with which nothing happens. */
export function noUpdates(): Counters {
  return { ...zero };
}
