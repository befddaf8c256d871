export { type CanonicalValue, canonicalJson, parseCanonicalJson } from "./canonical-json.js";
export { DQXError, type DQXErrorOptions } from "./dqx-error.js";
export { ExecutionId, isExecutionId, MAXIMUM_EXECUTION_ID_LENGTH } from "./execution-id.js";
export { InvalidArgumentError } from "./invalid-argument-error.js";
export { requireKnownOptions } from "./known-options.js";
export { addDays, datesBetween, daysBetween, isLocalDate, LocalDate } from "./local-date.js";
export { DEFAULT_TTL_HOURS, type Metadata } from "./metadata.js";
export { nearestName } from "./nearest-name.js";
export { remember } from "./remember.js";
export { ResultKey } from "./result-key.js";
export { type Severity, severities } from "./severity.js";
export { showValue } from "./show-value.js";
export type {
  RelationRequest,
  SourceDating,
  SourceParameters,
  SqlColumn,
  SqlDataSource,
  SqlRow,
  SqlSession,
  SqlValue,
} from "./sql-data-source.js";
export { makeTags, type Tags, type TagValue, tagsIdentity } from "./tags.js";
export type { TimeSeries } from "./time-series.js";
