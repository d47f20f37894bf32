import { expect, test } from "vitest";

import { orderHosts } from "./host-order.ts";

test.each<{ what: string; hosts: readonly string[]; order: readonly string[] }>([
  {
    what: "longer ends come first",
    hosts: ["*", "*.example", "*.eu.example", "www.eu.example"],
    order: ["www.eu.example", "*.eu.example", "*.example", "*"],
  },
  {
    what: "alternatives and ? come before what they match",
    hosts: ["a.example", "{a,b}.example", "1.example", "?.example"],
    order: ["{a,b}.example", "a.example", "?.example", "1.example"],
  },
  {
    what: "a port counts behind the host",
    hosts: ["shop.example", "shop.example:80", "shop.example:8080"],
    order: ["shop.example:8080", "shop.example:80", "shop.example"],
  },
  {
    what: "IPv6 keeps its brackets",
    hosts: ["[::1]:80", "[::2]:80"],
    order: ["[::1]:80", "[::2]:80"].toReversed(),
  },
  { what: "characters beyond ASCII stay whole", hosts: ["*", "é😀"], order: ["é😀", "*"] },
  { what: "an empty port is lost", hosts: ["a.example:", "*"], order: ["a.example", "*"] },
  { what: "brackets around no address are lost", hosts: ["[ab]:80", "*"], order: ["ab:80", "*"] },
  { what: "a lone port is doubled", hosts: [":8080", "*:8080"], order: ["[:8080]:8080", "*:8080"] },
  { what: "a single host stays as it is", hosts: ["a.example:"], order: ["a.example:"] },
])("$what", ({ hosts, order }) => {
  expect(orderHosts(hosts)).toEqual(order);
});
