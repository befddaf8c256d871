export { type DayFacts, type DayHistory, dayHistory, type HistoryRange } from "./history/day-history.js";
export type { ColumnRecord, DayRecord } from "./history/day-record.js";
export type { ExpectedFrom } from "./learn/band.js";
export type { SignalKind } from "./learn/signals.js";
export type {
  CandidateKey,
  ColumnProfile,
  DatasetProfile,
  DayRows,
  DetectedFormat,
  DistinctCount,
  HistogramBin,
  ProfileHistogram,
  ProfileQuantiles,
  TimeCoverage,
  TopValues,
} from "./profile/dataset-profile.js";
export { type ProfileOptions, profile } from "./profile/profile.js";
export type { ColumnFacts } from "./rows/column-facts.js";
export type { ProfileValue } from "./rows/profile-value.js";
export type { RowChoice } from "./rows/profiled-rows.js";
export type { ProfileStatement } from "./rows/statement-runner.js";
export { type SuggestOptions, suggest, suggestChecks } from "./suggest/suggest.js";
export type { HeldOut, SuggestedDemand, Suggestion } from "./suggest/suggestion.js";
export type { Suggestions } from "./suggest/suggestions.js";
export { suggestedTypeScript, suggestedYaml } from "./suggest/suggestions-text.js";
export { type JudgedDay, judgeDay } from "./watch/judge-day.js";
export { type WatchOptions, watch } from "./watch/watch.js";
export type {
  WatchedColumn,
  WatchedDays,
  WatchedKind,
  WatchReport,
  WatchVerdict,
} from "./watch/watch-report.js";
