import { isLocalDate } from "@dqx/common";
import type { TemporalKind } from "../dialect/row-renderers.js";

const TIME = /^(.{10})(?:[ T](\d\d):(\d\d)(?::(\d\d)(\.\d{1,6})?)?)?(Z|[+-]\d\d(?::?\d\d)?)?$/;

/**
 * Reads a literal of a day or a time.
 *
 * @param literal - ISO text; a time that is left out is midnight, an offset that is left out is UTC
 * @param kind - what it is compared with
 * @returns the text in one form; nothing when it is no such literal
 */
export function temporalText(literal: string, kind: TemporalKind): string | undefined {
  if (kind === "date") return isLocalDate(literal) ? literal : undefined;
  const parts = TIME.exec(literal);
  if (parts === null) return undefined;
  const [, date = "", hour = "00", minute = "00", second = "00", fraction = "", offset] = parts;
  const isTime = hour <= "23" && minute <= "59" && second <= "59";
  if (!isLocalDate(date) || !isTime) return undefined;
  const wall = `${date} ${hour}:${minute}:${second}${fraction}`;
  if (kind === "timestamp") return offset === undefined ? wall : undefined;
  const zone = zoneText(offset);
  return zone === undefined ? undefined : wall + zone;
}

function zoneText(offset: string | undefined): string | undefined {
  if (offset === undefined || offset === "Z") return "+00:00";
  const [hours, minutes] = [offset.slice(1, 3), offset.slice(3).replace(":", "").padEnd(2, "0")];
  return hours <= "14" && minutes <= "59" ? `${offset.slice(0, 1)}${hours}:${minutes}` : undefined;
}
