/** Seals and opens with a second HPKE. In: a list of jobs, hexadecimal. Out: a list of results. */
import { readFileSync } from "node:fs";
import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core";

const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() });
const raw = (hex) => new Uint8Array(Buffer.from(hex, "hex")).buffer;
const hex = (...parts) => Buffer.concat(parts.map((part) => Buffer.from(part))).toString("hex");

async function seal({ publicKey, info, plain }) {
  const recipientPublicKey = await suite.kem.deserializePublicKey(raw(publicKey));
  const { enc, ct } = await suite.seal({ recipientPublicKey, info: raw(info) }, raw(plain));
  return hex(enc, ct);
}

async function open({ privateKey, info, blob }) {
  const recipientKey = await suite.kem.deserializePrivateKey(raw(privateKey));
  return hex(await suite.open({ recipientKey, enc: raw(blob).slice(0, 65), info: raw(info) }, raw(blob).slice(65)));
}

const jobs = JSON.parse(readFileSync(0, "utf-8"));
console.log(JSON.stringify(await Promise.all(jobs.map((job) => (job.plain === undefined ? open(job) : seal(job))))));
