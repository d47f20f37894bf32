// got uses it only with the `dnsCache` option.
export default class CacheableLookup {}
