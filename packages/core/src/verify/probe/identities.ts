/** By which marks an instance is known: an answer that has all of them comes from it. */
export interface Identity {
  readonly id: string;
  readonly marks: ReadonlySet<string>;
  /** All that its answers have in common. */
  readonly all: ReadonlySet<string>;
  /** Its answers had the same marks each time, not only the ones by which it is known. */
  readonly stable: boolean;
}

/** The marks of the answers of one instance. */
export interface SeenMarks {
  readonly id: string;
  readonly answers: readonly ReadonlySet<string>[];
}

/**
 * The identities of instances: of the marks that all answers of an instance have, those that no other instance has. Of a
 * single one these are all. Answers `undefined` where one of them has no mark of its own: then nobody can be identified.
 */
export function identitiesOf(seen: readonly SeenMarks[]): readonly Identity[] | undefined {
  const lasting = seen.map(({ id, answers: [first = new Set<string>(), ...others] }) => {
    const marks = [...first].filter((mark) => others.every((answer) => answer.has(mark)));
    return { id, marks, stable: others.every(({ size }) => size === first.size && size === marks.length) };
  });
  const identities = lasting.map(({ id, marks, stable }) => {
    const rivals = lasting.filter((other) => other.id !== id);
    const own = marks.filter((mark) => !rivals.some((rival) => rival.marks.includes(mark)));
    return { id, marks: new Set(own), all: new Set(marks), stable };
  });
  return identities.length > 0 && identities.every(({ marks }) => marks.size > 0) ? identities : undefined;
}

/** The instance that an answer with these marks comes from; `undefined` when it is none of them, or more than one. */
export function identify(marks: ReadonlySet<string>, identities: readonly Identity[]): string | undefined {
  const [found, ...others] = identities.filter((identity) =>
    [...identity.marks].every((mark) => marks.has(mark)),
  );
  return others.length === 0 ? found?.id : undefined;
}

/** Whether instances that were asked again still have the marks by which they are known. */
export function holdsFor(identities: readonly Identity[], seen: readonly SeenMarks[]): boolean {
  return identities.every(({ id, marks }) => {
    const again = seen.find((other) => other.id === id);
    return (
      again !== undefined && again.answers.every((answer) => [...marks].every((mark) => answer.has(mark)))
    );
  });
}

/**
 * Whether an answer that comes from none of all instances comes from somewhere else, and not from one that answered
 * otherwise than usual: it names another instance, or all of them have given always the same answers, of the same status.
 */
export function isForeign(
  marks: ReadonlySet<string>,
  identities: readonly Identity[],
  instanceHeader: string | undefined,
): boolean {
  if (instanceHeader !== undefined) return marks.size > 0;
  if (!identities.every(({ stable }) => stable)) return false;
  return hasStatusOf(marks, identities);
}

/** Whether an answer has a status, and it is that of all of them each time. */
export function hasStatusOf(marks: ReadonlySet<string>, identities: readonly Identity[]): boolean {
  const status = [...marks].find((mark) => mark.startsWith("status "));
  return status !== undefined && identities.every(({ all }) => all.has(status));
}
