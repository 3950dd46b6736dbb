/** What is held on the phone: an everyday page for a day by any clock, and a kept request until it is answered for. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { flush } from "../../pwa/modules/flush.js";
import { fresh } from "../../pwa/modules/held.js";

const HOUR = 3600e3, AT = "https://days.example/s?" + [...Array(32).keys()];
const page = (ago) => new Response("", { headers: { Date: new Date(Date.now() - ago).toUTCString() } });
let own, asked, answer;

/** A store of one phone, as far as is asked of it. */
class Store extends Map {
  keys = () => [...super.keys()].map((url) => ({ url }));
  match = ({ url }) => this.get(url)?.clone();
}

beforeEach(() => {
  own = new Store();
  asked = [];
  globalThis.caches = { has: async () => own.size > 0, open: async () => own, delete: async () => own.clear() };
  own.delete = ({ url }) => Map.prototype.delete.call(own, url);
  globalThis.fetch = async (path, { body }) => {
    asked.push([path, [...body]]);
    return answer();
  };
  own.set(AT, new Response(Uint8Array.of(...proof, 1, 2, 3)));
});

const proof = Array.from({ length: 32 }, (_, at) => at);
const said = (first, rest = proof, size = 64) => () => {
  const bytes = new Uint8Array(size);
  bytes.set([first, ...rest]);
  return new Response(bytes);
};

test("a page is of today for a day by the phone's clock, before and after", () => {
  for (const ago of [0, 23 * HOUR, -23 * HOUR]) assert.ok(fresh(page(ago)), `${ago}`);
  for (const ago of [25 * HOUR, -25 * HOUR, 999 * HOUR]) assert.ok(!fresh(page(ago)), `${ago}`);
  assert.ok(!fresh(new Response("")));
  assert.ok(!fresh(undefined));
});

for (const [name, said_] of [
  ["stored, in the service's own hand", said(1)],
  ["not known", said(2, [])],
  ["too large", said(3, [])],
]) test(`what is ${name} is sent and erased, and nothing stays`, async () => {
  answer = said_;
  await flush();
  assert.deepEqual(asked, [["/s", [1, 2, 3]]]);
  assert.equal(own.size, 0);
});

for (const [name, said_] of [
  ["stored, by somebody else", said(1, proof.map((one) => one + 1))],
  ["later", said(4, [])],
  ["not known, but not as the service says it", said(2, [], 40)],
  ["nothing, because there is no network", () => { throw new TypeError("offline"); }],
]) test(`where the answer is ${name}, it stays`, async () => {
  answer = said_;
  await flush();
  assert.equal(asked.length, 1);
  assert.equal(own.size, 1);
});

test("nothing else that is kept is sent", async () => {
  own.clear();
  for (const at of ["/k/0123456789ABCDEF", "/s?rest", "/a"]) own.set("https://days.example" + at, new Response(""));
  await flush();
  assert.deepEqual(asked, []);
  assert.equal(own.size, 3);
});
