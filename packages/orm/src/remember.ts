/**
 * A function that derives something once from each value, for as long as it is kept: the metrics of a batch
 * share few specs and keys, and their canonical text and hashes cost more than all else about them.
 *
 * @param derive - must give the same for the same value while it is remembered
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
