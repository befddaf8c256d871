import type { WatchReport, WatchVerdict } from "@dqx/profile";
import picocolors from "picocolors";
import { counted } from "../facts/counted.js";
import { oneLine } from "../facts/one-line.js";

/** How what a watch came to is printed. */
export interface WatchTextOptions {
  /** Whether to use colours; false by default, since the output may be a pipe. */
  readonly color?: boolean;
  /** Whether to print every verdict, and not only alarms; false by default. */
  readonly all?: boolean;
}

/**
 * What a watch came to as text for a terminal: the alarms, and how much there is no verdict on yet.
 *
 * @param report - as `watch` of `@dqx/profile` makes it
 * @param options - colours, and how much is said
 */
export function watchText(
  report: WatchReport,
  { color = false, all = false }: WatchTextOptions = {},
): string {
  const { bold, red, green, yellow, dim } = picocolors.createColors(color);
  const { dataset, date, rows, history, verdicts, warnings } = report;
  const of = (status: WatchVerdict["status"]) => verdicts.filter((verdict) => verdict.status === status);
  const [alarms, early, good] = [of("alarm"), of("tooLittleHistory"), of("ok")];
  const judged = alarms.length + good.length;
  const state =
    alarms.length > 0
      ? red(counted(alarms.length, "alarm"))
      : judged > 0
        ? green("no alarm")
        : yellow("nothing could be judged");
  const learnt =
    history === null
      ? "There is no day before to learn from."
      : `Learnt from ${counted(history.days, "day")}, ${history.from} to ${history.until}.`;
  const lines = [
    `${bold(oneLine(`${dataset} for ${date}`))}: ${state} in ${counted(judged, "verdict")} on ${counted(rows, "row")}`,
    dim(learnt),
    ...(alarms.length === 0
      ? []
      : ["", ...alarms.map(({ message }) => `${red("ALARM")}  ${oneLine(message)}`)]),
    ...warnings.map((warning) => `${yellow("warning")}  ${oneLine(warning)}`),
    ...earlyLines(early, all),
    ...(all && good.length > 0
      ? ["", ...good.map(({ message }) => `${green("ok")}     ${oneLine(message)}`)]
      : []),
  ];
  return `${lines.join("\n")}\n`;
}

function earlyLines(early: readonly WatchVerdict[], all: boolean): readonly string[] {
  const [first] = early;
  if (first === undefined) return [];
  if (all) return ["", ...early.map(({ message }) => oneLine(message))];
  const least = early.reduce((found, { days }) => Math.min(found, days), first.days);
  return ["", `Not enough history for ${counted(early.length, "number")}: ${least} of ${first.needed} days.`];
}
