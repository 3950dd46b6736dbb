/** Nobody is signed in in this browser: its other pages look for themselves. Nothing is told but that. */
if ("BroadcastChannel" in window) new BroadcastChannel("signed out").postMessage("");
