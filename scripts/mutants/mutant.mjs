/**
 * @typedef {object} Mutant A small change of the sources that mixes up executions.
 * @property {string} name says what is wrong with it
 * @property {string} file the source, from the root
 * @property {string} find what is changed; once in the file
 * @property {string} replace what it is changed to
 * @property {string} folder the source's package
 * @property {string[]} tests files of that package, one of which must fail
 * @property {string} [named] only tests of these names are run: a regular expression
 */

/**
 * The mutants of one package.
 * @param {string} folder the package's, from the root
 * @param {{ [file: string]: Change[] }} changes by the source, from the package's `src`
 * @returns {Mutant[]}
 *
 * @typedef {Omit<Mutant, "file" | "folder">} Change
 */
export function mutantsOf(folder, changes) {
  return Object.entries(changes).flatMap(([file, list]) =>
    list.map((change) => ({ ...change, folder, file: `${folder}/src/${file}` })),
  );
}
