// The fresh machines that the two commands of the README are tried on, as data; scripts/fresh-machines.mjs runs them.

/**
 * @typedef {"npm run demo" | "npm test"} Command
 *
 * @typedef {object} FreshMachine
 * @property {string} name
 * @property {string} node the version, as a range of npm
 * @property {string} npm the version, as a range of npm
 * @property {"root" | "ordinary" | "whoever runs this"} user
 * @property {string} folder the clone's
 * @property {boolean} isPrivate whether nobody else may enter the folder
 * @property {boolean} keepsOutput whether the output of the commands is kept in the clone
 * @property {boolean} hasCompiler whether there are python3, make and a compiler
 * @property {boolean} isCIs whether CI tries it: one of these with each commit
 *
 * @typedef {object} Outcome
 * @property {string} machine
 * @property {Command} command
 * @property {number} seconds
 * @property {"ok" | "FAILED" | "skipped"} result
 * @property {string} [reason] the last lines of a failure, or why it was skipped
 */

/** @type {Omit<FreshMachine, "name">} */
const usual = {
  node: "22",
  npm: "10",
  user: "whoever runs this",
  folder: "dqx",
  isPrivate: false,
  keepsOutput: false,
  hasCompiler: true,
  isCIs: false,
};

/** @type {Record<string, Partial<FreshMachine>>} */
const differences = {
  "root-in-a-private-folder": { user: "root", isPrivate: true },
  "ordinary-user": { user: "ordinary", isPrivate: true, isCIs: true },
  "spaces-and-unicode": { folder: "mes données – 数据 (1)" },
  "output-kept-in-the-clone": { keepsOutput: true },
  "no-compiler-node-20": { node: "20.19", hasCompiler: false, isCIs: true },
  "no-compiler-node-22": { hasCompiler: false, isCIs: true },
  "no-compiler-node-24": { node: "24", npm: "12", hasCompiler: false, isCIs: true },
  "no-compiler-node-26": { node: "26", npm: "11", hasCompiler: false, isCIs: true },
  "node-20.19": { node: "20.19" },
  "node-22": {},
  "node-24": { node: "24", npm: "11" },
  "node-26": { node: "26", npm: "11" },
  "npm-10": { npm: "10", node: "24" },
  "npm-11": { npm: "11" },
  "npm-12": { npm: "12", node: "24" },
};

/**
 * Every machine: the usual one, with a difference.
 * @type {readonly FreshMachine[]}
 */
export const freshMachines = Object.entries(differences).map(([name, difference]) => ({
  ...usual,
  ...difference,
  name,
}));

/**
 * Selects machines by their names.
 * @param {readonly string[]} names none for all
 * @returns {readonly FreshMachine[]}
 * @throws Error when a name is of none
 */
export function machinesNamed(names) {
  const known = freshMachines.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`No machine is called '${unknown.join("', '")}'. There are: ${known.join(", ")}.`);
  }
  return names.length === 0 ? freshMachines : freshMachines.filter(({ name }) => names.includes(name));
}

/**
 * The machine that CI tries for a commit: one of those that are CI's.
 * @param {string} commit its hash
 * @returns {FreshMachine}
 */
export function machineOfCommit(commit) {
  const tried = freshMachines.filter(({ isCIs }) => isCIs);
  const machine = tried[Number.parseInt(commit.slice(0, 8), 16) % tried.length];
  if (machine === undefined) throw new Error(`'${commit}' is not the hash of a commit.`);
  return machine;
}

/**
 * Renders outcomes as a table, with the reasons under it.
 * @param {readonly Outcome[]} outcomes
 * @returns {string}
 */
export function outcomeTable(outcomes) {
  const rows = outcomes.map(({ machine, command, seconds, result }) => [
    machine,
    command,
    `${Math.round(seconds)} s`,
    result,
  ]);
  const table = [["machine", "command", "time", "result"], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) =>
    row
      .map((cell, column) =>
        column === 2 ? cell.padStart(widths[2] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  "),
  );
  const reasons = outcomes.flatMap(({ machine, command, result, reason }) =>
    reason === undefined
      ? []
      : ["", `${machine}: ${command}: ${result}`, ...reason.split("\n").map((line) => `  ${line}`.trimEnd())],
  );
  return `${[...lines, ...reasons].join("\n")}\n`;
}
