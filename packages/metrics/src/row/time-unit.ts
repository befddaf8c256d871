/** The units that times are told in: days have 24 hours and weeks 7 days, in UTC; months and years are those of the calendar. */
export const timeUnits = ["minute", "hour", "day", "week", "month", "year"] as const;

/** A unit of {@link timeUnits}. */
export type TimeUnit = (typeof timeUnits)[number];
