/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Inside an LMS's frame: asks the LMS to make the frame as high as the page (lti.frameResize), and tells nobody but the LMS
 * that this visit came from.
 */
(() => {
  'use strict';
  const lms = document.body.dataset.frameOrigin;
  if (window.parent === window || !lms) {
    return;
  }
  document.documentElement.classList.add('k-framed');
  let asked = 0;
  const ask = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    // A pixel or two is rounding; answering it would make frame and page chase each other.
    if (Math.abs(height - asked) > 2) {
      asked = height;
      // An LMS may have several origins; only the one that frames us gets the message.
      lms.split(' ').forEach((origin) => window.parent.postMessage({ subject: 'lti.frameResize', height }, origin));
    }
  };
  new ResizeObserver(ask).observe(document.body);
})();
