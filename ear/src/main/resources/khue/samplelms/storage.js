"use strict";

// Keeps small texts for tools whose cookies the browser drops (LTI postMessage Storage 0.1): each tool's under the tool's own origin, as
// long as this page is open. It runs in the LMS's page, or in a frame of it that the login names.
(() => {
  const kept = new Map();
  const most = 100;
  const longest = 4096;

  const supported = ["lti.capabilities", "lti.put_data", "lti.get_data"].map((subject) => ({ subject }));

  const fault = (code, message) => ({ error: { code, message } });

  const isText = (text) => typeof text === "string" && text.length > 0 && text.length <= longest;

  const answers = {
    "lti.capabilities": () => ({ supported_messages: supported }),
    "lti.put_data": (data, { key, value }) => {
      if (!isText(key) || (value !== null && !isText(value))) {
        return fault("bad_request", "key and value are short texts");
      }
      if (value === null) {
        data.delete(key);
      } else if (!data.has(key) && data.size >= most) {
        return fault("storage_exhaustion", "there is no room for more");
      } else {
        data.set(key, value);
      }
      return { key, value };
    },
    "lti.get_data": (data, { key }) =>
      isText(key) ? { key, value: data.get(key) ?? null } : fault("bad_request", "key is a short text"),
  };

  window.addEventListener("message", (event) => {
    const message = event.data;
    const answer = answers[message?.subject];
    if (!answer || !event.source) {
      return;
    }
    if (!kept.has(event.origin)) {
      kept.set(event.origin, new Map());
    }
    const said = isText(message.message_id)
      ? answer(kept.get(event.origin), message)
      : fault("bad_request", "message_id is missing");
    event.source.postMessage(
      { subject: message.subject + ".response", message_id: message.message_id, ...said },
      event.origin,
    );
  });
})();
