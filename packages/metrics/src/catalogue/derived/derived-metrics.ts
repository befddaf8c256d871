export * from "./day-over-day.js";
export * from "./day-over-day-change.js";
export * from "./stddev.js";
export * from "./week-over-week.js";
export * from "./week-over-week-change.js";
