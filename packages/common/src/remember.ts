/**
 * A function that derives something once from each value, for as long as it is kept: many metrics share few specs,
 * dates and tags, and their keys, canonical texts and hashes cost more than all else about them.
 *
 * @param derive - must give the same for the same value while it is remembered
 * @returns the same as `derive`; values are told apart as the keys of a `Map` are
 */
export function remember<Value, Derived>(derive: (value: Value) => Derived): (value: Value) => Derived {
  const known = new Map<Value, Derived>();
  return (value) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    const derived = derive(value);
    known.set(value, derived);
    return derived;
  };
}
