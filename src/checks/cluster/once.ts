/** A reading that many rules share: done once for each subject. */
export function once<S extends object, R>(read: (subject: S) => R): (subject: S) => R {
  const known = new WeakMap<S, R>();
  return subject => {
    if (!known.has(subject)) known.set(subject, read(subject));
    return known.get(subject)!;
  };
}
