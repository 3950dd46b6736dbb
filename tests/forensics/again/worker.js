/* The tests call chrome.sessions.restore() here. */
