/** Opens the engine as the everyday app's box does, without its everyday app: for tests. */
import { bytes, text } from "../../../pwa/modules/part.js";

const data = JSON.parse(document.getElementById("d").textContent);
const same = (one) => one;
const policy = trustedTypes.createPolicy("d", { createScript: same, createScriptURL: same });
const linkId = bytes(data.link);

function run(source) {
  const script = document.createElement("script");
  script.text = policy.createScript(source);
  document.head.append(script);
}
globalThis.begin = () => {
  globalThis.opened = globalThis.go({
    form: data.form,
    keys: { send: bytes(data.send), answer: bytes(data.answer) },
    linkId,
    reply: new Uint8Array(32),
    app: document.getElementById("a"),
    open: (key, blob, at, held) => text(key, blob, linkId, at, held),
    script: document.querySelector("script:not([id])").text,
    run,
    policy,
  });
};
