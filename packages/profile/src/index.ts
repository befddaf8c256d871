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
  ProfileStatement,
  ProfileValue,
  TimeCoverage,
  TopValues,
} from "./profile/dataset-profile.js";
export { type ProfileOptions, profile } from "./profile/profile.js";
export type { RowChoice } from "./profile/profiled-rows.js";
