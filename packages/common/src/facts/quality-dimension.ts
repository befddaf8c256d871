/** What a demand on data is about. */
export const qualityDimensions = [
  "completeness",
  "validity",
  "uniqueness",
  "consistency",
  "timeliness",
  "accuracy",
  "integrity",
] as const;

/** What a demand on data is about: whether it is there, well-formed, unique, consistent, current, right, or linked. */
export type QualityDimension = (typeof qualityDimensions)[number];
