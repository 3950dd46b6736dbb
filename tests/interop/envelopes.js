/** The page's own modules at work: seal, authorise, open. In and out: one object, bytes in base64. */
import { readFileSync } from "node:fs";
import { attempt } from "../../pwa/modules/lock.js";
import { text } from "../../pwa/modules/part.js";
import { unwrap } from "../../pwa/modules/reply.js";
import { seal, wrap } from "../../pwa/modules/seal.js";
import { acknowledged } from "../../pwa/modules/seal.js";
import { request } from "../../pwa/modules/wire.js";

const bytes = (base) => new Uint8Array(Buffer.from(base, "base64"));
const base = (data) => Buffer.from(data).toString("base64");

const orNull = (promise) => promise.catch(() => null);

const works = {
  seal: async ({ header, content, to }) => base(await seal(bytes(header), bytes(content), to)),
  request: async ({ key, link, kind, body }) =>
    base(await request({ keys: { send: bytes(key) }, linkId: bytes(link) }, kind, bytes(body))),
  acknowledged: ({ key, sent, answer }) => acknowledged({ keys: { send: bytes(key) } }, bytes(sent), bytes(answer)),
  part: ({ key, blob, link, place }) => orNull(text(bytes(key), bytes(blob), bytes(link), place)),
  unwrap: ({ mine, info, blob }) => orNull(unwrap(bytes(mine), bytes(info), bytes(blob)).then(base)),
  async attempt({ data, typed }) {
    const found = await orNull(attempt(data, typed));
    if (!found) return null;
    const { script, form, keys, reply } = found;
    return { script, form, send: base(keys.send), answer: base(keys.answer), reply: base(reply) };
  },
  async vector({ publicKey, info, plain, pair }) {
    const how = { name: "ECDH", namedCurve: "P-256" };
    const privateKey = await crypto.subtle.importKey("jwk", pair, how, true, ["deriveBits"]);
    const publicPart = await crypto.subtle.importKey("jwk", { ...pair, d: undefined }, how, true, []);
    return base(await wrap(bytes(publicKey), bytes(info), bytes(plain), { privateKey, publicKey: publicPart }));
  },
};

const jobs = JSON.parse(readFileSync(0, "utf-8"));
const results = [];
for (const { work, ...given } of jobs) results.push(await works[work](given));
console.log(JSON.stringify(results));
