import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * Loads a package that is there or not: by `require`, since `import()` of a CommonJS package reads through its
 * sources for the names of its exports first, which takes TypeORM longer than running them.
 *
 * @param name - the package, or a module of Node.js
 * @returns what it exports
 * @throws what Node.js throws when it is not there or cannot be run
 */
export function loadPackage(name: string): unknown {
  return require(name);
}

/**
 * Where a package is that is there.
 *
 * @param name - the package, or a module of Node.js
 * @returns what `require` loads it by from anywhere
 * @throws what Node.js throws when it is not there
 */
export function resolvePackage(name: string): string {
  return require.resolve(name);
}
