// Copyright the Khuê authors
// SPDX-License-Identifier: Apache-2.0

// Where browsers keep our cookies from an LMS's frame, the LMS keeps a login's secret for us (LTI Client Side postMessages 1.0 and Platform
// Storage 0.1). One page gives the secret before the login goes on (data-lti-storage="keep"), another asks for it when the launch comes back
// ("ask"). An answer counts only from the LMS's own origin, from the frame that was asked, and to the very message that was sent.
(() => {
  'use strict';
  const page = document.querySelector('[data-lti-storage]');
  const { target, origin, key } = page.dataset;
  const lms = window.parent === window ? window.opener : window.parent;
  /** An LMS's page that does not answer at once, in milliseconds, does not know the question. */
  const patience = { capabilities: 500, data: 2000 };

  const frameNamed = (name) => {
    try {
      return name === '_parent' ? lms : lms.frames[name];
    } catch (noSuchFrame) {
      return undefined;
    }
  };

  /** Sends a message and waits for its answer; a promise of the answer, or of a failure when none comes in time. */
  const ask = (frame, to, message, time) =>
    new Promise((answered, failed) => {
      if (!frame) {
        failed(new Error('there is no such frame'));
        return;
      }
      const id = window.crypto.getRandomValues(new Uint32Array(4)).join('-');
      const hear = (event) => {
        const answer = event.data;
        const ours =
          event.source === frame &&
          (to === '*' || event.origin === to) &&
          answer !== null &&
          typeof answer === 'object' &&
          answer.subject === `${message.subject}.response` &&
          answer.message_id === id;
        if (ours) {
          window.removeEventListener('message', hear);
          window.clearTimeout(timer);
          if (answer.error) {
            failed(new Error(String(answer.error.code)));
          } else {
            answered(answer);
          }
        }
      };
      const timer = window.setTimeout(() => {
        window.removeEventListener('message', hear);
        failed(new Error('no answer'));
      }, time);
      window.addEventListener('message', hear);
      frame.postMessage({ ...message, message_id: id }, to);
    });

  /**
   * The frame that keeps values: the one that the LMS's page names when it is asked, else the one that the login named. Whoever answers here
   * learns nothing and cannot lead us astray: what follows is sent to the LMS's origin only.
   */
  const keeper = async () => {
    try {
      const { supported_messages: supported } = await ask(lms, '*', { subject: 'lti.capabilities' }, patience.capabilities);
      const { frame } = supported.find(({ subject }) => subject === 'lti.put_data');
      return frameNamed(frame || target) || frameNamed(target);
    } catch (silent) {
      return frameNamed(target);
    }
  };

  const askKeeper = async (message) => ask(await keeper(), origin, message, patience.data);

  const keep = async () => {
    const { secret, next, otherwise } = page.dataset;
    try {
      await askKeeper({ subject: 'lti.put_data', key, value: secret });
      window.location.replace(next);
    } catch (notKept) {
      window.location.replace(otherwise);
    }
  };

  const giveBack = async () => {
    try {
      const { value } = await askKeeper({ subject: 'lti.get_data', key });
      page.elements.secret.value = typeof value === 'string' ? value : '';
    } catch (notGivenBack) {
      page.elements.secret.value = '';
    }
    page.submit();
  };

  (page.dataset.ltiStorage === 'keep' ? keep : giveBack)();
})();
