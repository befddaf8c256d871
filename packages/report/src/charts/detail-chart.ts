import type { MetricReport } from "@dqx/api";
import { counted } from "../facts/counted.js";
import { showDataValue } from "../facts/show-data-value.js";
import { showNumber } from "../facts/show-number.js";
import { showShare } from "../facts/show-share.js";
import { element, type Markup } from "../markup/markup.js";
import { type BarRow, barRows } from "./bar-rows.js";
import { histogramChart } from "./histogram-chart.js";
import { quantileChart } from "./quantile-chart.js";

/** The most values of a column that a chart shows; the others are put together. */
const SHOWN_VALUES = 12;

type Detail = NonNullable<MetricReport["detail"]>;
type DetailOf<Kind extends Detail["kind"]> = Extract<Detail, { readonly kind: Kind }>;

/** A chart, and what is to be read below it. */
interface Drawing {
  readonly chart: Markup | undefined;
  readonly caption: string;
}

/**
 * Draws what a metric's value is a part or a summary of: how values are distributed, or a number for each segment.
 *
 * @param metric - a metric of a report
 * @returns nothing where there is nothing to draw
 */
export function detailChart({ name, date, detail }: MetricReport): Markup | undefined {
  const drawing = detail && draw(name, detail);
  if (drawing === undefined) return undefined;
  const { chart, caption } = drawing;
  return element(
    "figure",
    { class: "detail" },
    element("figcaption", {}, element("b", {}, name), `, ${date}`),
    chart,
    element("p", { class: "faint" }, caption),
  );
}

/** Nothing for kinds of later releases, too. */
function draw(name: string, detail: Detail): Drawing | undefined {
  switch (detail.kind) {
    case "distribution":
      return detail.rows === 0 ? undefined : drawDistribution(name, detail);
    case "bins":
      return detail.bins.length === 0 ? undefined : drawBins(name, detail);
    case "quantiles":
      return detail.quantiles.length === 0 ? undefined : drawQuantiles(name, detail);
    case "segments":
      return detail.segments.length === 0 ? undefined : drawSegments(name, detail);
    case "key":
    case "share":
    case "schema":
      return undefined;
  }
}

function drawDistribution(name: string, { bins, other, rows }: DetailOf<"distribution">): Drawing {
  const shown = bins.slice(0, SHOWN_VALUES);
  const rest = bins.slice(SHOWN_VALUES);
  const others = other.values + rest.length;
  const otherRows = rest.reduce((sum, bin) => sum + bin.rows, other.rows);
  const bars: readonly BarRow[] = [
    ...shown.map((bin) => ({
      label: showDataValue(bin.value),
      size: bin.rows,
      text: showShare(bin.rows, rows),
    })),
    ...(others === 0
      ? []
      : [
          {
            label: counted(others, "other value"),
            size: null,
            text: showShare(otherRows, rows),
            isOthers: true,
          },
        ]),
  ];
  return {
    chart: barRows(`The values of ${name}`, bars),
    caption: `${counted(rows, "row")}, ${counted(bins.length + other.values, "value")}`,
  };
}

function drawBins(name: string, { bins, below, above, nulls, nonFinite }: DetailOf<"bins">): Drawing {
  const outside: readonly (readonly [number, string])[] = [
    [below, "below"],
    [above, "above"],
    [nulls, "null"],
    [nonFinite, "NaN or infinite"],
  ];
  const ends = `${showNumber(bins[0]?.from ?? 0)} to ${showNumber(bins.at(-1)?.to ?? 0)}`;
  return {
    chart: histogramChart(
      name,
      bins.map(({ from, to, rows }) => ({ from, until: to, rows })),
    ),
    caption: [
      ends,
      ...outside.filter(([rows]) => rows > 0).map(([rows, where]) => `${showNumber(rows)} ${where}`),
    ].join(", "),
  };
}

function drawQuantiles(name: string, { quantiles, method, rows }: DetailOf<"quantiles">): Drawing {
  const about = method === undefined ? "" : "≈ ";
  const shown = quantiles.map(({ at, value }) => `${showNumber(at * 100)} %: ${about}${showNumber(value)}`);
  return {
    chart: quantileChart(name, quantiles),
    caption: `${shown.join(", ")} (of ${counted(rows, "value")})`,
  };
}

function drawSegments(name: string, { segments, rest }: DetailOf<"segments">): Drawing {
  const shown = segments.slice(0, SHOWN_VALUES);
  const more = segments.slice(SHOWN_VALUES);
  const rowsOf = (rows: number) => ` (${counted(rows, "row")})`;
  const bars: readonly BarRow[] = [
    ...shown.map(({ value, rows, outcome }) => ({
      label: showDataValue(value),
      size: outcome.kind === "value" ? outcome.value : null,
      text: `${outcome.kind === "value" ? showNumber(outcome.value) : outcome.reason}${rowsOf(rows)}`,
    })),
    ...(more.length === 0
      ? []
      : [
          {
            label: counted(more.length, "smaller segment"),
            size: null,
            text: rowsOf(more.reduce((sum, { rows }) => sum + rows, 0)).trim(),
            isOthers: true,
          },
        ]),
    ...(rest.segments === 0 ? [] : [restRow(rest, rowsOf(rest.rows))]),
  ];
  return {
    chart: barRows(`${name} by segments`, bars),
    caption: counted(segments.length + rest.segments, "segment"),
  };
}

function restRow({ segments, outcome }: DetailOf<"segments">["rest"], rows: string): BarRow {
  const value = outcome?.kind === "value" ? outcome.value : null;
  return {
    label: segments === 1 ? "the one other" : `the ${counted(segments, "other")} together`,
    size: value,
    text: `${value === null ? "" : showNumber(value)}${rows}`.trim(),
    isOthers: true,
  };
}
