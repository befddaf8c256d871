// Not `export * as`: the reports of the public face cannot follow that into another package.
import * as Either from "effect/Either";
import * as Option from "effect/Option";

export { type CanonicalValue, canonicalJson, parseCanonicalJson } from "./canonical-json.js";
export { DQXError, type DQXErrorOptions } from "./dqx-error.js";
export { ExecutionId, isExecutionId, MAXIMUM_EXECUTION_ID_LENGTH } from "./execution-id.js";
export {
  type DemandFacts,
  demandFactNames,
  type Ownership,
  ownershipNames,
  requireFacts,
  requireOwnership,
} from "./facts/demand-facts.js";
export { type QualityDimension, qualityDimensions } from "./facts/quality-dimension.js";
export { inSlices, inSteps } from "./in-slices.js";
export { inTurns, type Turns } from "./in-turns.js";
export { InvalidArgumentError } from "./invalid-argument-error.js";
export { requireKnownOptions } from "./known-options.js";
export { addDays, datesBetween, daysBetween, isLocalDate, LocalDate } from "./local-date.js";
export { DEFAULT_TTL_HOURS, type Metadata } from "./metadata.js";
export { NoValueError } from "./no-value-error.js";
export { failureOf, type Reading, valueOrThrow, valueOrUndefined } from "./read-value.js";
export { remember } from "./remember.js";
export { MAXIMUM_WINDOW, ResultKey } from "./result-key.js";
export { type Severity, severities } from "./severity.js";
export type { SourceParameters } from "./source-parameters.js";
export type { SqlRow, SqlValue } from "./sql-value.js";
export { makeTags, type Tags, type TagValue, tagsIdentity } from "./tags.js";
export { escapeControls } from "./text/escape-controls.js";
export { nearestName } from "./text/nearest-name.js";
export { sentence } from "./text/sentence.js";
export { showValue } from "./text/show-value.js";
export type { TimeSeries } from "./time-series.js";
export { Either, Option };
