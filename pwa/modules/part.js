/** Keys from keys, and the parts they open. Everything here is WebCrypto; nothing is kept. */
const subtle = globalThis.crypto?.subtle;

/** Whether this browser has what opening needs; without it the page goes to the server, as without script. */
export const able = subtle && globalThis.DecompressionStream;

export const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt());

const ascii = (words) => new TextEncoder().encode(words);

async function bits(name, key, more) {
  const from = await subtle.importKey("raw", key, name, false, ["deriveBits"]);
  return new Uint8Array(await subtle.deriveBits({ name, hash: "SHA-256", ...more }, from, 256));
}

/** 32 bytes from a typed text, slowly. */
export const stretch = (typed, salt, iterations) => bits("PBKDF2", ascii(typed), { salt, iterations });

/** HKDF-SHA256 with the empty salt (32 zero bytes are the same), 32 bytes. */
export const derive = (key, info) => bits("HKDF", key, { salt: new Uint8Array(32), info: ascii(info) });

/** AES-256-GCM over nonce and ciphertext, bound to the link and to its place. */
export async function open(key, blob, id, place) {
  const name = "AES-GCM";
  const from = await subtle.importKey("raw", key, name, false, ["decrypt"]);
  const how = { name, iv: blob.slice(0, 12), additionalData: Uint8Array.of(...id, place) };
  return new Uint8Array(await subtle.decrypt(how, from, blob.slice(12)));
}

/**
 * The text in an opened part: its length, raw deflate, zeros to its fixed size. The deflate goes on from
 * `known`, which stands before it as a block of its own and is cut off again.
 */
export async function text(key, blob, id, place, known = "") {
  const body = await open(key, blob, id, place);
  const end = 4 + new DataView(body.buffer).getUint32();
  const before = ascii(known);
  const size = before.length;
  const head = Uint8Array.of(0, size, size >> 8, ~size, ~size >> 8);
  const packed = new Blob([head, before, body.slice(4, end)]).stream();
  const whole = await new Response(packed.pipeThrough(new DecompressionStream("deflate-raw"))).text();
  return whole.slice(known.length);
}
