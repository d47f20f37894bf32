// got uses it only with the `cache` option.
export default class CacheableRequest {}
export class CacheError extends Error {}
