/** What her worker left for her: opened by what her own code opened, on this page only, gone when she says so. */
import { join, mac } from "./bytes.js";
import { button, el, p, put } from "./dom.js";
import { page } from "./page.js";
import { ask } from "./wire.js";

const REMOVE_REPLY = 8, DONE = 1, POINT = 65, NONE = new Uint8Array(32), { subtle: web } = crypto;
const CURVE = { name: "ECDH", namedCurve: "P-256" }, SUITE = "HPKE-v1HPKE\0\x10\0\x01\0\x01", DHKEM = "HPKE-v1KEM\0\x10";
let sheet, number, lines;

const url = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const raw = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt());

/** Key and nonce from what the two halves share, as RFC 9180 derives them for this suite. */
async function derived(shared, enc, to, info) {
  const zz = await mac(await mac(NONE, DHKEM, "eae_prk", shared), [0, 32], DHKEM, "shared_secret", enc, to, [1]);
  const secret = await mac(zz, SUITE, "secret");
  const context = join([0], await mac(NONE, SUITE, "psk_id_hash"), await mac(NONE, SUITE, "info_hash", info), [1]);
  const part = async (size, label) => (await mac(secret, [0, size], SUITE, label, context)).slice(0, size);
  return [await web.importKey("raw", await part(16, "key"), "AES-GCM", false, ["decrypt"]), await part(12, "base_nonce")];
}

/** HPKE's single-shot open of public key | enc | ciphertext, with the private half of that key. */
export async function unwrap(mine, info, blob) {
  const to = blob.slice(0, POINT), enc = blob.slice(POINT, 2 * POINT);
  const pair = { kty: "EC", crv: "P-256", d: url(mine), x: url(to.slice(1, 33)), y: url(to.slice(33)) };
  const half = await web.importKey("jwk", pair, CURVE, false, ["deriveBits"]);
  const theirs = await web.importKey("raw", enc, CURVE, false, []);
  const shared = new Uint8Array(await web.deriveBits({ name: "ECDH", public: theirs }, half, 256));
  const [secret, iv] = await derived(shared, enc, to, info);
  return new Uint8Array(await web.decrypt({ name: "AES-GCM", iv }, secret, blob.slice(2 * POINT)));
}

/** Beside the help, behind a tap; never on the first screen, which asks whether now is a good time. */
function draw() {
  const { form: { t, screens }, root, trail } = page;
  put(sheet, el("summary", 0, t.note), lines.map(p), el("p", 0, el("small", 0, t.fades)), button(t.got, remove));
  if (lines[0] && trail[0] != screens[0].id) root.querySelector("nav").append(sheet);
}

async function remove() {
  const { ctx, form: { t }, title } = page;
  try {
    if ((await ask(ctx, REMOVE_REPLY, JSON.stringify({ n: number })))[0] != DONE) throw DONE;
    lines = [];
    sheet.remove();
    page.tell(t.gone);
    title.focus();
  } catch {
    page.tell(t.offline);
  }
}

/** Shows what was found, if it has words; from then on it stands on every screen but the first. */
export async function reply({ n, r }) {
  if (!r) return;
  const { ctx, show } = page, words = await unwrap(ctx.reply, join("beforehand reply 1", ctx.linkId), raw(r));
  [number, lines, sheet] = [n, JSON.parse(new TextDecoder().decode(words)), el("details")];
  page.show = (id) => {
    show(id);
    draw();
  };
  draw();
}
