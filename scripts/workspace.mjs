// The members of this workspace, as layers.json lists them. Needs Node alone: the bootstrap uses it before any install.
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * @typedef {object} Manifest What this tooling reads of a package.json.
 * @property {string} name
 * @property {string} version
 * @property {Record<string, string | { types: string, default: string }>} [exports]
 * @property {Record<string, string>} [scripts]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies]
 * @property {Record<string, string>} [peerDependencies]
 * @property {Record<string, { optional?: boolean }>} [peerDependenciesMeta]
 *
 * @typedef {{ name: string, folder: string, mayImport: string[] }} Layer
 * @typedef {{ name: string, folder: string }} Helper
 * @typedef {{ name: string, folder: string }} Consumer
 */

/** The repository's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @type {{ layers: Layer[], helpers: Helper[], consumers: Consumer[] }} */
export const { layers, helpers, consumers } = JSON.parse(readFileSync(join(root, "layers.json"), "utf8"));

/** Every member but the root: the published packages first, then what tests share, then those that only consume. */
export const members = [...layers, ...helpers, ...consumers];

/**
 * Reads the package.json of a folder.
 * @param {string} folder relative to the root, or absolute
 * @returns {Manifest}
 */
export function manifestOf(folder) {
  return JSON.parse(readFileSync(join(resolve(root, folder), "package.json"), "utf8"));
}

/**
 * The workspace packages that a manifest names.
 * @param {Manifest} manifest
 * @param {("dependencies" | "devDependencies" | "peerDependencies")[]} fields
 * @returns {string[]} their names, sorted
 */
export function workspaceDependencies(manifest, fields) {
  const names = fields.flatMap((field) => Object.keys(manifest[field] ?? {}));
  const known = new Set(members.map(({ name }) => name));
  return [...new Set(names)].filter((name) => known.has(name)).sort();
}
