// Makes what a package publishes: each entry point of its build as one file, beside which only lazily loaded parts
// stand. Loading a hundred small modules costs more than all that is in them. Run by `pnpm pack` in a package's folder.
import { readFileSync, rmSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import process from "node:process";
import { rolldown } from "rolldown";

/** Whose modules become part of the bundle: two of the twenty that Effect's types load would be most of an import. */
const INCLUDED = /^effect\/(Either|Option)$|node_modules\/effect\//;

const folder = process.cwd();
const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

/** The built file of each entry point, by the name that it is published under. */
const input = Object.fromEntries(
  Object.values(exports).flatMap((target) => {
    const file = typeof target === "object" ? target.default : undefined;
    return file?.endsWith(".js") ? [[file.replace(/^\.\/dist\/|\.js$/g, ""), join(folder, file)]] : [];
  }),
);

/**
 * Evaluates the examples of a definition when they are read: they are a third of a catalogue, and no run reads them.
 * @type {import("rolldown").Plugin}
 */
const lateExamples = {
  name: "late-examples",
  transform: {
    filter: { code: "examples: [" },
    handler(code) {
      // From the last one on, so that the places of those before hold.
      const found = listsNamed("examples", this.parse(code)).toReversed();
      const late = found.reduce(
        (text, { start, end, value }) =>
          `${text.slice(0, start)}get examples() { return ${text.slice(value.start, end)}; }${text.slice(end)}`,
        code,
      );
      // No line moves, so that the map of the compiler still leads to the sources.
      return { code: late, map: null };
    },
  },
};

rmSync(join(folder, "bundle"), { recursive: true, force: true });
const bundle = await rolldown({
  input,
  platform: "node",
  plugins: [lateExamples],
  // An entry point exports to its lazily loaded parts what they share, under names of one letter that no declaration
  // has: a file more between them would cost a millisecond of each import.
  preserveEntrySignatures: "allow-extension",
  // Whatever is not of this package is a dependency, a peer or part of Node.
  external: (id) => !id.startsWith(".") && !isAbsolute(id) && !INCLUDED.test(id),
});
await bundle.write({
  dir: join(folder, "bundle"),
  format: "esm",
  chunkFileNames: "[name]-[hash].js",
  // Stack traces lead to the sources, which are published too.
  sourcemap: true,
  // A third of the text that a process would read and keep. The sources and the declarations have it.
  comments: { jsdoc: false },
});
await bundle.close();

/**
 * The properties of a name whose values are lists, in the order of the text; none within another.
 * @param {string} name
 * @param {any} node of the syntax tree, or a list of them
 * @returns {{ start: number, end: number, value: { start: number } }[]}
 */
function listsNamed(name, node) {
  if (typeof node !== "object" || node === null) return [];
  if (Array.isArray(node)) return node.flatMap((each) => listsNamed(name, each));
  if (node.type === "Property" && node.key.name === name && node.value.type === "ArrayExpression")
    return [node];
  return Object.values(node).flatMap((each) => listsNamed(name, each));
}
