import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { InvalidArgumentError } from "@dqx/common";
import type { DateColumnChoice } from "../source/open-dataset.js";
import type { Questions } from "./questions.js";

/** What files with data end in. */
const DATA_FILE = /\.(csv|tsv|parquet|json|jsonl|ndjson)(\.gz|\.zst)?$/i;

/** What is chosen when no column holds the day of a row. */
const NO_COLUMN = "none of them: the rows are those of the run's date";

/**
 * Asks where the data are; a file with data in the folder is offered.
 *
 * @param questions - whom to ask
 * @param folder - the working directory
 * @throws `InvalidArgumentError` when there is nobody to ask
 */
export async function askUri(questions: Questions | undefined, folder: string): Promise<string> {
  if (questions === undefined) {
    throw new InvalidArgumentError("init has no data. Give a file or another URI: dqx init orders.csv.");
  }
  const found = readdirSync(folder).find((name) => DATA_FILE.test(name));
  return questions.text({
    message: "Where are the data? A file, a glob, or the URI of a table",
    ...(found === undefined ? { example: "data/*.parquet" } : { otherwise: found }),
  });
}

/**
 * Asks which column holds the day of a row, of several that may.
 *
 * @param questions - whom to ask
 */
export function askDateColumn(questions: Questions): DateColumnChoice {
  return async (columns) => {
    const chosen = await questions.choice("Which column holds the day of a row?", [...columns, NO_COLUMN]);
    return chosen === NO_COLUMN ? undefined : chosen;
  };
}

/**
 * Asks for the configuration to write, which replaces none: the sources in it start at its folder, and that is here.
 *
 * @param questions - whom to ask
 * @param folder - the working directory
 */
export function askFile(questions: Questions, folder: string): Promise<string> {
  const free = ["dqx.yaml", ...Array.from({ length: 98 }, (_, index) => `dqx-${index + 2}.yaml`)].find(
    (name) => !existsSync(join(folder, name)),
  );
  return questions.text({
    message: "Which file should the checks go to?",
    ...(free !== undefined && { otherwise: free }),
    complaint: (name) => {
      if (!/^[^/\\]+\.ya?ml$/i.test(name))
        return "Give the name of a file in this folder that ends in .yaml.";
      return existsSync(join(folder, name))
        ? `There is a ${name} already; --yes replaces dqx.yaml.`
        : undefined;
    },
  });
}
