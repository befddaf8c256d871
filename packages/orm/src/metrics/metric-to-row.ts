import { canonicalJson, remember, tagsIdentity } from "@dqx/common";
import type { MetricRow } from "../schema/entities/metric-entity.js";
import { canonicalHash } from "../sql/canonical-hash.js";
import { chunks } from "../sql/chunks.js";
import { TimeSlices } from "../sql/time-slices.js";
import type { Metric, StoredMetric } from "./metric.js";
import { type Identities, requireStorable } from "./require-storable.js";
import { seriesOf } from "./series.js";
import { specColumns } from "./spec-columns.js";

/** A row that is not stored yet: the database counts `seq`. */
export type NewMetricRow = Omit<MetricRow, "seq" | "state"> & { readonly state: Buffer | null };

const MILLISECONDS_PER_HOUR = 3_600_000;

/** How many metrics are turned into rows before the clock is looked at. */
const PIECE = 250;

/**
 * Turns the metrics of a batch into the rows that are stored; they share nothing with the metrics. A large batch is
 * done in slices, so that it does not keep the event loop.
 *
 * @param metrics - the metrics; not to be changed before the rows are there
 * @param now - the time, in milliseconds since 1970 UTC
 * @throws `InvalidMetricError` naming the first metric that cannot be stored
 */
export async function metricsToRows(
  metrics: readonly (Metric | StoredMetric)[],
  now: number,
): Promise<readonly NewMetricRow[]> {
  const derive: Derivations = {
    identities: { ofSpec: remember(specColumns), ofTags: remember(tagsIdentity) },
    hashOf: remember(canonicalHash),
    metaOf: remember((ttlHours) => remember((executionId) => metadataText(executionId, ttlHours))),
  };
  const rows: NewMetricRow[] = [];
  const slices = new TimeSlices();
  for (const piece of chunks([...metrics], PIECE)) {
    for (const metric of piece) rows.push(metricToRow(metric, now, derive));
    await slices.next();
  }
  return rows;
}

/** What is derived once for all metrics of a batch that share it. */
interface Derivations {
  readonly identities: Identities;
  readonly hashOf: (text: string) => string;
  readonly metaOf: (ttlHours: number) => (executionId: string) => string;
}

function metricToRow(
  metric: Metric | StoredMetric,
  now: number,
  { identities, hashOf, metaOf }: Derivations,
): NewMetricRow {
  const { executionId, tags, spec, outcome, ttlHours, name } = requireStorable(metric, identities);
  const { key, dataset, state } = metric;
  const tagsHash = hashOf(tags);
  return {
    execution_id: executionId,
    dataset,
    ...spec,
    metric_name: name,
    date: key.date,
    tags,
    tags_hash: tagsHash,
    state: state === undefined ? null : Buffer.from(state),
    meta: metaOf(ttlHours)(executionId),
    created_at: now,
    expires_at: expiryOf(now, ttlHours),
    series: seriesOf(spec.spec_hash, tagsHash),
    ...outcome,
  };
}

// JSON has no Infinity: null is for ever.
function metadataText(executionId: string, ttlHours: number): string {
  return canonicalJson({
    execution_id: executionId,
    ttl_hours: Number.isFinite(ttlHours) ? ttlHours : null,
  });
}

// A time past 9e15 ms (285,000 years) is as good as never, and is no whole number of a double any more.
function expiryOf(now: number, ttlHours: number): number | null {
  const expiry = Math.round(now + ttlHours * MILLISECONDS_PER_HOUR);
  return Number.isSafeInteger(expiry) ? expiry : null;
}
