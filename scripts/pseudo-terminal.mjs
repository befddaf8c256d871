// A program in a pseudo-terminal, which Node.js has not in itself: by `script` where it is, else by Python.
import { spawn, spawnSync } from "node:child_process";
import process from "node:process";

/**
 * @typedef {object} Ending
 * @property {number | null} code
 * @property {string} output what the terminal was given, the line ends of a terminal as those of a text
 */

/**
 * @typedef {object} TerminalOptions
 * @property {NodeJS.ProcessEnv} [env]
 * @property {(output: string, type: (keys: string) => void) => void} [onOutput] is given all output so far
 */

/** How a shell command is run in a pseudo-terminal by what is installed. */
const WAYS = [
  {
    probe: ["script", "-qec", "true", "/dev/null"],
    /** @param {string} line */ run: (line) => ["script", "-qefc", line, "/dev/null"],
  },
  {
    probe: ["script", "-q", "/dev/null", "true"],
    /** @param {string} line */ run: (line) => ["script", "-q", "/dev/null", "sh", "-c", line],
  },
  {
    probe: ["python3", "-c", "import pty"],
    /** @param {string} line */
    run: (line) => [
      "python3",
      "-c",
      "import os,pty,sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(['sh','-c',sys.argv[1]])))",
      line,
    ],
  },
];

const way = WAYS.find(
  ({ probe: [program = "", ...args] }) => spawnSync(program, args, { stdio: "ignore" }).status === 0,
);

/** Whether this machine can give a program a pseudo-terminal. */
export const hasPseudoTerminal = way !== undefined;

/**
 * @param {string} line a command for a shell
 * @param {string} cwd
 * @param {TerminalOptions} [options]
 * @returns {Promise<Ending>}
 */
export function inTerminal(line, cwd, { env = process.env, onOutput } = {}) {
  if (way === undefined) throw new Error("There is neither script nor python3 here.");
  const [program = "", ...args] = way.run(line);
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ["pipe", "pipe", "inherit"] });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      output += text;
      onOutput?.(output, (keys) => child.stdin.write(keys));
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output: output.replaceAll("\r\n", "\n") }));
  });
}
