import { DQXError, InvalidArgumentError } from "@dqx/common";
import { parseDemoArguments, usage } from "./arguments.js";
import { jsonReport } from "./json-report.js";
import { textReport } from "./text-report.js";
import { verifyFlights } from "./verify-flights.js";

/** Where the demo writes. */
export interface DemoOutput {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/**
 * Does what the command line says.
 *
 * @param args - what stands behind the program's name
 * @param output - takes the report, and what went wrong
 * @param signal - ends the runs early
 * @returns the exit code: 0, 1 when a P0 assertion failed, the store cannot be used or the run was stopped, or 2 when an argument is wrong
 */
export async function runDemo(
  args: readonly string[],
  { out, error }: DemoOutput,
  signal?: AbortSignal,
): Promise<number> {
  try {
    const demo = parseDemoArguments(args);
    if (demo.help) {
      out(usage);
      return 0;
    }
    const executions = await verifyFlights(demo, signal);
    out(demo.json ? jsonReport(executions) : textReport(executions));
    return executions.some(({ result }) => result.isCritical) ? 1 : 0;
  } catch (caught) {
    if (signal?.aborted === true && caught === signal.reason) {
      error(`${signal.reason.message} A run that had begun is recorded as INTERRUPTED.`);
      return 1;
    }
    if (!(caught instanceof DQXError)) throw caught;
    error(caught.message);
    return caught instanceof InvalidArgumentError ? 2 : 1;
  }
}
