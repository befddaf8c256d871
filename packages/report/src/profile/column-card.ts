import type { ColumnProfile, TopValues } from "@dqx/profile";
import { barRows } from "../charts/bar-rows.js";
import { histogramChart } from "../charts/histogram-chart.js";
import { showDataValue } from "../facts/show-data-value.js";
import { showNumber } from "../facts/show-number.js";
import { showShare } from "../facts/show-share.js";
import { type Content, element, fragment, type Markup } from "../markup/markup.js";

/** How many of the most frequent values a card shows. */
const SHOWN_VALUES = 8;

/**
 * A column with all that is known of it.
 *
 * @param column - of a profile
 * @param rows - how many rows the dataset has
 */
export function columnCard(column: ColumnProfile, rows: number): Markup {
  const { name, type, failure, histogram, topValues } = column;
  if (failure !== null) {
    return card(name, type, element("p", { class: "warning" }, `It could not be measured: ${failure}`));
  }
  return card(
    name,
    type,
    element("dl", { class: "facts" }, facts(column, rows)),
    element(
      "div",
      { class: "charts" },
      histogram === null
        ? undefined
        : element(
            "figure",
            {},
            histogramChart(name, histogram.bins),
            element("figcaption", {}, range(histogram.bins)),
          ),
      topValues === null || topValues.values.length === 0 ? undefined : frequencies(name, topValues, rows),
    ),
  );
}

function card(name: string, type: string, ...content: readonly Content[]): Markup {
  return element(
    "article",
    { class: "column" },
    element("h3", {}, name, " ", element("span", { class: "faint" }, type)),
    content,
  );
}

function facts(column: ColumnProfile, rows: number): readonly (Markup | undefined)[] {
  const { nulls, distinct, minimum, maximum, mean, lengths, blank, nonFinite, quantiles, formats, time } =
    column;
  const about = quantiles?.relativeError === 0 ? "" : "≈ ";
  return [
    fact("Nulls", rows === 0 ? "–" : `${showNumber(nulls)} (${showShare(nulls, rows)})`),
    distinct && fact("Distinct", `${distinct.exact ? "" : "≈ "}${showNumber(distinct.count)}`),
    minimum === null ? undefined : fact("Minimum", showDataValue(minimum)),
    maximum === null ? undefined : fact("Maximum", showDataValue(maximum)),
    mean === null ? undefined : fact("Mean", showNumber(mean)),
    quantiles &&
      fact(
        "Quantiles",
        quantiles.values.map(({ at, value }) => `${at * 100} %: ${about}${showNumber(value)}`).join(", "),
      ),
    nonFinite ? fact("NaN or infinite", showNumber(nonFinite)) : undefined,
    lengths && fact("Characters", `${showNumber(lengths.minimum)} to ${showNumber(lengths.maximum)}`),
    blank ? fact("Blank", showNumber(blank)) : undefined,
    formats && formats.length > 0
      ? fact(
          "Format",
          formats
            .map(({ format, matching, tested }) => `${format} (${showShare(matching, tested)})`)
            .join(", "),
        )
      : undefined,
    time &&
      fact(
        "Time",
        `${time.from} to ${time.until}, ${showNumber(time.present)} ${time.unit}s with rows, ${showNumber(time.missing)} without`,
      ),
    time && time.gaps.length > 0
      ? fact(
          "Longest gaps",
          time.gaps
            .slice(0, 3)
            .map(({ from, until, units }) => (units === 1 ? from : `${from} to ${until}`))
            .join(", "),
        )
      : undefined,
  ].map((each) => each ?? undefined);
}

function fact(term: string, description: string): Markup {
  return fragment(element("dt", {}, term), element("dd", {}, description));
}

function range(bins: readonly { readonly from: number | string; readonly until: number | string }[]): string {
  const show = (value: number | string | undefined): string =>
    typeof value === "number" ? showNumber(value) : (value ?? "");
  return `${show(bins[0]?.from)} to ${show(bins.at(-1)?.until)}`;
}

function frequencies(name: string, { values, otherRows }: TopValues, rows: number): Markup {
  const shown = values.slice(0, SHOWN_VALUES);
  const rest = values.slice(SHOWN_VALUES).reduce((sum, value) => sum + value.rows, otherRows);
  return barRows(`The most frequent values of ${name}`, [
    ...shown.map(({ value, rows: size }) => ({
      label: showDataValue(value),
      size,
      text: showShare(size, rows),
    })),
    ...(rest === 0 ? [] : [{ label: "others", size: null, text: showShare(rest, rows), isOthers: true }]),
  ]);
}
