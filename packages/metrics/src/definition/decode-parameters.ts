import { InvalidArgumentError, nearestName } from "@dqx/common";
import type { CanonicalRecord } from "./metric-spec.js";
import type { ParameterField, ParameterFields } from "./parameter-field.js";

/**
 * Checks parameters against their fields.
 *
 * @param type - the metric's type, for messages
 * @param fields - the metric's fields
 * @param given - what was given; may come from outside
 * @returns the parameters in their canonical form
 * @throws {@link InvalidArgumentError} naming a parameter that is missing, unknown or of the wrong kind
 */
export function decodeParameters<Parameters extends object>(
  type: string,
  fields: ParameterFields<Parameters>,
  given: object,
): Parameters {
  const known = Object.keys(fields);
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    const nearest = nearestName(name, known);
    throw new InvalidArgumentError(
      `${type} has no parameter '${name}'. ${nearest === undefined ? `It has: ${known.join(", ") || "none"}.` : `Did you mean '${nearest}'?`}`,
    );
  }
  const values = given as Readonly<Record<string, unknown>>;
  const decoded = Object.entries<ParameterFields<Parameters>[keyof Parameters]>(fields).map(
    ([name, field]) => [
      name,
      field.decode(Object.hasOwn(values, name) ? values[name] : undefined, `${type}: parameter '${name}'`),
    ],
  );
  // The fields decode every parameter that the type names, so the record has its shape.
  return Object.fromEntries(decoded) as Parameters;
}

/**
 * The parameters as they enter a metric's identity.
 *
 * @param fields - the metric's fields
 * @param parameters - the parameters, decoded
 */
export function canonicalParameters<Parameters extends object>(
  fields: ParameterFields<Parameters>,
  parameters: Parameters,
): CanonicalRecord {
  const values = new Map<string, Parameters[keyof Parameters]>(Object.entries(parameters));
  const canonical = Object.entries<ParameterField<Parameters[keyof Parameters]>>(fields).map(
    ([name, field]) => {
      const value = values.get(name);
      return [name, value === undefined || field.canonical === undefined ? value : field.canonical(value)];
    },
  );
  // A field whose values are not canonical themselves says how they become so.
  return Object.fromEntries(canonical) as CanonicalRecord;
}

/**
 * Refuses a definition with a parameter of a name that the identity uses for something else: one of both would
 * be left out of it.
 *
 * @throws {@link InvalidArgumentError}
 */
export function refuseReserved(type: string, fields: object, name: string): void {
  if (!Object.hasOwn(fields, name)) return;
  throw new InvalidArgumentError(`${type}: a parameter cannot be named '${name}'. Give it another name.`);
}
