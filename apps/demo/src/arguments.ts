import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { InvalidArgumentError, LocalDate } from "@dqx/common";
import { type Engine, engines, flightDays } from "./flights.js";

/** What the demo is asked to do. */
export interface DemoArguments {
  readonly date: LocalDate;
  readonly json: boolean;
  readonly storePath: string;
  readonly help: boolean;
  readonly engine: Engine;
}

export const usage = `Verifies one day of three million real flights, twice, under two execution ids.

  npm run demo -- [--date YYYY-MM-DD] [--engine NAME] [--json] [--store FILE]

  --date   the day to verify, ${flightDays.first} to ${flightDays.last}; 2001-03-05 by default
  --engine ${engines.join(" or ")}, where the flights are loaded first; ${engines[0]} by default
  --json   print one JSON document instead of a report
  --store  the SQLite file that keeps the metrics; apps/demo/flights.db by default

Exit code: 0 when no P0 assertion failed, 1 when one did, 2 when an argument is wrong.`;

/**
 * Reads the command line.
 *
 * @param args - what stands behind the program's name
 * @throws `InvalidArgumentError` that names the argument and what it may be
 */
export function parseDemoArguments(args: readonly string[]): DemoArguments {
  const { values } = parseOptions(args);
  const date = LocalDate(values.date);
  if (date < flightDays.first || date > flightDays.last) {
    throw new InvalidArgumentError(
      `There are no flights on ${date}: the data cover ${flightDays.first} to ${flightDays.last}. Choose a day of these with --date.`,
    );
  }
  const engine = engines.find((name) => name === values.engine);
  if (engine === undefined) {
    throw new InvalidArgumentError(
      `There is no engine '${values.engine}'. Choose ${engines.join(" or ")} with --engine.`,
    );
  }
  return { date, engine, json: values.json, storePath: values.store, help: values.help };
}

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: args[0] === "--" ? args.slice(1) : [...args],
      options: {
        date: { type: "string", default: "2001-03-05" },
        engine: { type: "string", default: engines[0] },
        json: { type: "boolean", default: false },
        store: { type: "string", default: fileURLToPath(new URL("../flights.db", import.meta.url)) },
        help: { type: "boolean", default: false },
      },
    });
  } catch (cause) {
    // parseArgs names the argument it does not know.
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidArgumentError(`${reason}\n\n${usage}`, { cause });
  }
}
