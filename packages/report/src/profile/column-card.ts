import type { ColumnProfile, TopValues } from "@dqx/profile";
import { type Content, element, fragment, type Markup } from "../html/markup.js";
import { showNumber } from "../html/show-number.js";
import { histogramChart } from "./histogram-chart.js";
import { showProfileValue } from "./show-profile-value.js";
import { showShare } from "./show-share.js";

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
            histogramChart(name, histogram),
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
    minimum === null ? undefined : fact("Minimum", showProfileValue(minimum)),
    maximum === null ? undefined : fact("Maximum", showProfileValue(maximum)),
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
  const largest = Math.max(...shown.map((value) => value.rows));
  return element(
    "table",
    { class: "frequencies", "aria-label": `The most frequent values of ${name}` },
    element(
      "tbody",
      {},
      shown.map(({ value, rows: size }) =>
        element(
          "tr",
          {},
          element("th", { scope: "row" }, showProfileValue(value)),
          element(
            "td",
            {},
            element(
              "svg",
              {
                viewBox: "0 0 100 10",
                width: 100,
                height: 10,
                preserveAspectRatio: "none",
                "aria-hidden": "true",
              },
              element("rect", { x: 0, y: 1, width: Math.round((size / largest) * 1000) / 10, height: 8 }),
            ),
          ),
          element("td", { class: "number" }, showShare(size, rows)),
        ),
      ),
      rest === 0
        ? undefined
        : element(
            "tr",
            {},
            element("th", { scope: "row", class: "faint" }, "others"),
            element("td", {}),
            element("td", { class: "number" }, showShare(rest, rows)),
          ),
    ),
  );
}
