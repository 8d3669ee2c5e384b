"use strict";

// A launch's form goes off by itself.
document.querySelector("form[data-send]")?.submit();

// After a tool's answer the course takes over, also out of a frame of ours.
const onward = document.querySelector("a[data-continue]");
if (onward) {
  window.parent.location.assign(onward.href);
}

// A tool may ask for its height (lti.frameResize) and, when registering, say that it is done (org.imsglobal.lti.close).
const frame = document.querySelector("iframe[data-tool-origin]");
if (frame) {
  window.addEventListener("message", (event) => {
    if (event.origin !== frame.dataset.toolOrigin || event.source !== frame.contentWindow) {
      return;
    }
    const message = event.data;
    if (message?.subject === "lti.frameResize" && Number.isFinite(Number(message.height))) {
      frame.style.height = Math.min(Math.max(Number(message.height), 200), 20000) + "px";
    }
    if (message?.subject === "org.imsglobal.lti.close" && frame.dataset.closeTo) {
      window.location.assign(frame.dataset.closeTo);
    }
  });
}

// A registration page in a window of its own says the same to the page that opened it, which then closes the window.
const opener = document.querySelector("a[data-tool-window]");
if (opener) {
  window.addEventListener("message", (event) => {
    if (event.origin === opener.dataset.toolWindow && event.data?.subject === "org.imsglobal.lti.close") {
      event.source.close();
      window.location.assign(opener.dataset.closeTo);
    }
  });
}
