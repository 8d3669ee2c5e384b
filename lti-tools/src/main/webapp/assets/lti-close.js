// Copyright the Khuê authors
// SPDX-License-Identifier: Apache-2.0

// Tells the LMS that its registration window may be closed (Dynamic Registration 1.0, §3.7): when asked, or after a while for reading.
// The message says nothing that anybody must not know, and the LMS's page may have another origin than its issuer.
(() => {
  const readingTime = 6000;
  const close = () => (window.opener || window.parent).postMessage({ subject: 'org.imsglobal.lti.close' }, '*');
  document.querySelector('[data-lti-close]').addEventListener('click', close);
  window.setTimeout(close, readingTime);
})();
