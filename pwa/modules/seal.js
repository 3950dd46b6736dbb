/** Seals words so that only the recipients named in the form can open them; this phone cannot, from then on.
 *
 * HPKE (RFC 9180) base mode: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM. Extract and expand are one
 * HMAC each, because nothing here is longer than a hash.
 */
import { join, key, mac } from "./bytes.js";

const { subtle } = crypto, EC = { name: "ECDH", namedCurve: "P-256" }, EMPTY = new Uint8Array(32);
const HPKE = "HPKE-v1HPKE\0\x10\0\x01\0\x01", KEM = "HPKE-v1KEM\0\x10";

export const u32 = (n) => [n >>> 24, n >> 16, n >> 8, n];
export const random = (n) => crypto.getRandomValues(new Uint8Array(n));
const sha256 = async (data) => new Uint8Array(await subtle.digest("SHA-256", data));
const unbase = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt());
const gcm = async (secret, iv, data, additionalData) => new Uint8Array(
  await subtle.encrypt({ name: "AES-GCM", iv, additionalData }, await key(secret, "AES-GCM", "encrypt"), data));

/** HPKE's single-shot seal: enc | ct. `mine` is given by tests that follow published vectors. */
export async function wrap(to, info, plain, mine) {
  mine ||= await subtle.generateKey(EC, true, ["deriveBits"]);
  const enc = new Uint8Array(await subtle.exportKey("raw", mine.publicKey));
  const shared = new Uint8Array(await subtle.deriveBits({ name: "ECDH", public: await key(to, EC) }, mine.privateKey, 256));
  const zz = await mac(await mac(EMPTY, KEM, "eae_prk", shared), [0, 32], KEM, "shared_secret", enc, to, [1]);
  const secret = await mac(zz, HPKE, "secret");
  const context = join([0], await mac(EMPTY, HPKE, "psk_id_hash"), await mac(EMPTY, HPKE, "info_hash", info), [1]);
  const part = async (size, label) => (await mac(secret, [0, size], HPKE, label, context)).slice(0, size);
  return join(enc, await gcm(await part(16, "key"), await part(12, "base_nonce"), plain, EMPTY.slice(32)));
}

/** Content compressed, with its length, in a box of 1, 2, 4 … KiB: its size tells next to nothing. */
async function boxed(content) {
  const packed = new Blob([content]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const data = await new Response(packed).arrayBuffer();
  let size = 1024;
  while (size < data.byteLength + 4) size *= 2;
  const box = new Uint8Array(size);
  box.set(join(u32(data.byteLength), new Uint8Array(data)));
  return box;
}

/** The whole envelope: header | count | one wrapped content key per recipient | sealed content. */
export async function seal(header, content, recipients) {
  const secret = random(32), hash = await sha256(header);
  const wraps = await Promise.all(recipients.map(async ([id, to]) => join(
    unbase(id), await wrap(unbase(to), join("beforehand envelope 1", hash, unbase(id)), secret))));
  return join(header, [recipients.length], ...wraps, await gcm(secret, EMPTY.slice(20), await boxed(content), header));
}

/** What the service says of a request once it is stored. */
export const receipt = async ({ keys }, sent) => mac(keys.send, "answer", [1], await sha256(sent));

/** True only for "stored", said about these very bytes by someone who holds this link's key. */
export const acknowledged = async (ctx, sent, answer) =>
  "" + answer.slice(0, 33) == join([1], await receipt(ctx, sent));
