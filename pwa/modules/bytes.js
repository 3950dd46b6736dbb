/** Bytes, and the proof that a request comes from someone who opened this page. */
const subtle = crypto.subtle;

/** One run of bytes from texts, lists and byte arrays. */
export const join = (...parts) =>
  Uint8Array.from(parts.flatMap((part) => [...part.big ? new TextEncoder().encode(part) : part]));
export const key = (raw, how, ...use) => subtle.importKey("raw", raw, how, false, use);

export const mac = async (secret, ...parts) => new Uint8Array(
  await subtle.sign("HMAC", await key(secret, { name: "HMAC", hash: "SHA-256" }, "sign"), join(...parts)));
