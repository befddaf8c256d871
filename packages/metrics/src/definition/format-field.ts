import { InvalidArgumentError, nearestName, showValue } from "@dqx/common";
import { type FormatName, formats, isFormatName } from "../row/format/formats.js";
import type { ParameterField } from "./parameter-field.js";

/** The name of a format of the catalogue of formats. */
export const formatField: ParameterField<FormatName> = {
  description: "the name of a format, such as iban",
  decode(value, place) {
    if (typeof value === "string" && isFormatName(value)) return value;
    const names = Object.keys(formats);
    const nearest = typeof value === "string" ? nearestName(value, names) : undefined;
    throw new InvalidArgumentError(
      `${place} is ${showValue(value)}. ${nearest === undefined ? `Give one of ${names.join(", ")}.` : `Did you mean '${nearest}'?`}`,
    );
  },
};
