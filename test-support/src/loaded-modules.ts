import { spawnSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";

/**
 * The modules that a new process loads on the way to a package.
 *
 * @param name - the package, for example `@dqx/common`
 * @param folder - the address of a folder from which the package is found
 * @returns their addresses, in order
 * @throws Error when the process says something on its standard error
 */
export function loadedModules(name: string, folder: URL): readonly string[] {
  const script = `
    import { register } from "node:module";
    const hooks = \`
      import { writeSync } from "node:fs";
      export async function load(url, context, next) {
        writeSync(1, url + "\\\\n");
        return next(url, context);
      }\`;
    register("data:text/javascript," + encodeURIComponent(hooks));
    await import(${JSON.stringify(name)});
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: fileURLToPath(folder),
    encoding: "utf8",
  });
  if (stderr !== "") throw new Error(`Loading ${name} said: ${stderr}`);
  return stdout.trim().split("\n");
}
