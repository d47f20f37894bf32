export { endOfFirstValue, readApiText, type ApiText } from "./read-api-text.ts";
