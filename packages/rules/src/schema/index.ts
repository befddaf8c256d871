// What columns should be: importing these loads nothing that writes SQL.
export {
  type BaselineColumn,
  type DeclaredType,
  type KindOf,
  kindOf,
  readBaseline,
  readColumns,
  type SchemaBaseline,
} from "./schema-baseline.js";
export { type SchemaChangesParameters, schemaChanges } from "./schema-changes.js";
