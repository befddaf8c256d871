/**
 * What is wrong with the numbers of the decision records: they begin at 0001, and each is given once.
 *
 * @param names - of the files in `docs/decisions/`, the README among them
 * @returns a line for each number that is missing, given twice or not of four digits
 */
export function misnumberedDecisions(names: readonly string[]): readonly string[] {
  const records = names.filter((name) => name !== "README.md").sort();
  return records.flatMap((name, index) => {
    const expected = String(index + 1).padStart(4, "0");
    return name.startsWith(`${expected}-`) ? [] : [`${name} stands where ${expected} is due`];
  });
}
