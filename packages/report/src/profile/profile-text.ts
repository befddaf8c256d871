import type { ColumnProfile, DatasetProfile, ProfileHistogram } from "@dqx/profile";
import picocolors from "picocolors";
import { alignedRows, type Cell } from "../console/aligned-rows.js";
import { sparkline } from "../console/sparkline.js";
import { counted } from "../facts/counted.js";
import { oneLine } from "../facts/one-line.js";
import { showDataValue } from "../facts/show-data-value.js";
import { showNumber } from "../facts/show-number.js";
import { showShare } from "../facts/show-share.js";
import { profileFindings } from "./profile-findings.js";

/** How a profile is printed. */
export interface ProfileTextOptions {
  /** Whether to use colours; false by default, since the output may be a pipe. */
  readonly color?: boolean;
}

const WIDEST = 24;

/**
 * A profile as text for a terminal: what stands out, then a line for each column.
 *
 * @param profile - as `profile` of `@dqx/profile` makes it
 * @param options - colours
 */
export function profileText(profile: DatasetProfile, { color = false }: ProfileTextOptions = {}): string {
  const { bold, dim } = picocolors.createColors(color);
  const head: readonly Cell[] = [
    "column",
    "type",
    "nulls",
    "distinct",
    "minimum",
    "maximum",
    "mean",
    "distribution",
    "most frequent",
  ].map((text) => ({ text, paint: dim, align: NUMBERS.has(text) ? "right" : "left" }));
  const lines = [
    bold(
      oneLine(
        `${profile.dataset}: ${counted(profile.rows, "row")}, ${counted(profile.columns.length, "column")}${about(profile)}`,
      ),
    ),
    "",
    ...profileFindings(profile).map((finding) => `- ${oneLine(finding)}`),
    "",
    ...alignedRows([head, ...profile.columns.map((column) => columnCells(column, profile.rows))]),
  ];
  return `${lines.join("\n")}\n`;
}

const NUMBERS = new Set(["nulls", "distinct", "minimum", "maximum", "mean"]);

function about({ sample, days, where }: DatasetProfile): string {
  const [first] = days ?? [];
  const last = days?.at(-1);
  return [
    first && last ? `, ${first.date} to ${last.date}` : "",
    sample === null ? "" : ", a sample",
    where === null ? "" : `, where ${where}`,
  ].join("");
}

function columnCells(column: ColumnProfile, rows: number): readonly Cell[] {
  const { name, type, nulls, distinct, minimum, maximum, mean, histogram, topValues, failure } = column;
  const cell = (text: string, align: "left" | "right" = "left"): Cell => ({
    text: cut(oneLine(text)),
    align,
  });
  if (failure !== null) {
    return [cell(name), cell(type), ...Array.from({ length: 6 }, () => cell("")), cell(`not measured`)];
  }
  const [top] = topValues?.values ?? [];
  return [
    cell(name),
    cell(type),
    cell(nulls === 0 || rows === 0 ? "–" : showShare(nulls, rows), "right"),
    cell(distinct === null ? "" : `${distinct.exact ? "" : "≈ "}${showNumber(distinct.count)}`, "right"),
    cell(minimum === null ? "" : showDataValue(minimum), "right"),
    cell(maximum === null ? "" : showDataValue(maximum), "right"),
    cell(mean === null ? "" : showNumber(mean), "right"),
    cell(histogram === null ? "" : drawn(histogram)),
    cell(top === undefined || rows === 0 ? "" : `${showDataValue(top.value)} (${showShare(top.rows, rows)})`),
  ];
}

// As many bars as a narrow terminal has room for: neighbours are added up.
function drawn({ bins }: ProfileHistogram): string {
  const width = Math.ceil(bins.length / 20);
  const sums = Array.from({ length: Math.ceil(bins.length / width) }, (_, index) =>
    bins.slice(index * width, (index + 1) * width).reduce((sum, { rows }) => sum + rows, 0),
  );
  // A bin without rows is empty, and no lowest bar.
  return [...sparkline(sums)].map((bar, place) => (sums[place] === 0 ? " " : bar)).join("");
}

function cut(text: string): string {
  const characters = [...text];
  return characters.length > WIDEST + 12 ? `${characters.slice(0, WIDEST + 11).join("")}…` : text;
}
