import { consumers, layers, manifestOf } from "../../scripts/workspace.mjs";

/** A line of a `bash` block. */
export interface DocumentedCommand {
  readonly line: string;
  /** The script of a package.json that it runs, if it runs one. */
  readonly script: { readonly folder: string; readonly name: string } | undefined;
  /** The exit code that a comment `# exits N` announces; 0 without one. */
  readonly exits: number;
}

/** What npm and pnpm bring themselves; `npm test` and the like are scripts. */
const builtIn = new Set(["add", "exec", "help", "init", "install", "publish", "remove", "why"]);

/**
 * Splits a `bash` block into its commands: one a line, joined where a line ends in a backslash, without comments.
 *
 * @param code the text of the block
 */
export function commandsOf(code: string): readonly DocumentedCommand[] {
  const lines = code.replace(/\\\n\s*/g, "").split("\n");
  return lines.flatMap((text) => {
    const line = text.replace(/(^|\s)#.*$/, "").trim();
    if (line === "") return [];
    const exits = Number(/#\s*exits (\d+)/.exec(text)?.[1] ?? 0);
    return [{ line, script: scriptOf(line), exits }];
  });
}

/**
 * Says what is wrong with a command without running it.
 *
 * @returns undefined when it runs no script, or one that exists
 */
export function missingScript({ line, script }: DocumentedCommand): string | undefined {
  if (script === undefined) return undefined;
  if (script.folder === "unknown") return `'${line}' names a package that does not exist`;
  const { scripts = {} } = manifestOf(script.folder);
  return script.name in scripts ? undefined : `'${line}' runs '${script.name}', which is no script there`;
}

function scriptOf(line: string): DocumentedCommand["script"] {
  const [tool, ...words] = line.split(/\s+/);
  if (tool !== "npm" && tool !== "pnpm") return undefined;

  const filter = words.findIndex((word) => word === "--filter" || word === "-F");
  const target = filter < 0 ? "" : (words[filter + 1] ?? "");
  const rest = words.filter((_, index) => !(filter >= 0 && (index === filter || index === filter + 1)));
  const names = rest.filter((word) => !word.startsWith("-") && word !== "run");
  const [name] = names;
  if (name === undefined || builtIn.has(name)) return undefined;

  const members = [...layers, ...consumers];
  const folder = target === "" ? "" : (members.find((member) => member.name === target)?.folder ?? "unknown");
  return { folder, name };
}
