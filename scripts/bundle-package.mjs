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

rmSync(join(folder, "bundle"), { recursive: true, force: true });
const bundle = await rolldown({
  input,
  platform: "node",
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
