import type { LocalDate } from "./local-date.js";

/** A number per day; days without one are absent. Iterates in ascending order of the dates. */
export type TimeSeries = ReadonlyMap<LocalDate, number>;
