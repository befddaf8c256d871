/** What explains a `default:` of a switch over values that are not of one of our own closed unions. */
const EXPLAINED = /\/\/ foreign: \S+/;

/**
 * The `default:` branches that do not say why they are there. A switch over one of our own unions names every
 * kind, so that the compiler finds the places that a new kind concerns.
 *
 * @param source - the text of a TypeScript file
 * @returns the lines, counted from 1
 */
export function unexplainedDefaults(source: string): readonly number[] {
  return source
    .split("\n")
    .flatMap((line, index) => (/^\s*default\s*:/.test(line) && !EXPLAINED.test(line) ? [index + 1] : []));
}
