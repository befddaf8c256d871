/**
 * Renders any value for an error message: short, on one line, with text quoted.
 *
 * @param value - anything a caller may have passed
 * @returns at most some 80 characters that never throw to produce
 */
export function showValue(value: unknown): string {
  const text = render(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function render(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "bigint":
      return `${value}n`;
    case "function":
      return value.name === "" ? "a function" : `function ${value.name}`;
    case "object":
      return renderObject(value);
    default: // foreign: values of any kind may be passed
      return Object.is(value, -0) ? "-0" : String(value);
  }
}

function renderObject(value: object | null): string {
  if (value === null) return "null";
  try {
    if (isInvalidDate(value)) return INVALID_DATE;
    const json: string | undefined = JSON.stringify(value, showInside);
    return json ?? "an object";
  } catch {
    return "an object";
  }
}

const INVALID_DATE = "an invalid Date";

// Dates become text before a replacer sees them, invalid ones null; what holds them still has the date itself.
function showInside(this: unknown, name: string, value: unknown): unknown {
  const held: unknown = typeof this === "object" && this !== null ? Reflect.get(this, name) : value;
  return isInvalidDate(held) ? INVALID_DATE : value;
}

function isInvalidDate(value: unknown): boolean {
  return value instanceof Date && Number.isNaN(value.getTime());
}
