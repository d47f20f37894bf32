export { jobJsonSchema, type JsonSchema, type Language } from "./json-schema.ts";
