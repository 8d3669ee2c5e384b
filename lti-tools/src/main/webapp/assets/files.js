/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Says how far files are that the browser is downloading. Without a script the list is as far as the page was when it was opened.
 */
(() => {
  'use strict';
  const list = document.getElementById('files');
  const form = document.getElementById('take');
  if (!list || !form) {
    return;
  }
  const EVERY = 1000;
  /** A file that cannot be found was not begun: the store takes a while to answer, but not for ever. */
  const PATIENCE = 60;

  const wait = () => new Promise((resolve) => { setTimeout(resolve, EVERY); });

  async function follow(item, id) {
    const said = item.querySelector('[data-said]');
    for (let missing = 0; missing < PATIENCE;) {
      await wait();
      try {
        const answer = await fetch(list.dataset.address + id, { headers: { Accept: 'application/json' } });
        if (answer.ok) {
          const told = await answer.json();
          item.querySelector('[data-title]').textContent = told.title;
          item.querySelector('use').setAttribute('href', `${list.dataset.icons}#${told.icon}`);
          if (said.textContent !== told.said) {
            said.textContent = told.said;
          }
          if (told.ended) {
            document.getElementById('files-said').textContent = `${told.title}: ${told.said}`;
            item.querySelector('form')?.remove();
            return;
          }
          missing = 0;
        } else {
          missing++;
        }
      } catch {
        missing++;
      }
    }
  }

  /** A new name for the next file (RFC 9562, version 4); crypto.randomUUID is not there on plain HTTP. */
  function uuid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }

  form.addEventListener('submit', (event) => {
    const id = form.elements.file.value;
    const item = document.getElementById('file').content.firstElementChild.cloneNode(true);
    item.querySelector('[data-title]').textContent = event.submitter?.textContent.trim() ?? '';
    item.querySelector('form').action = `${list.dataset.address}${id}/stop`;
    list.prepend(item);
    follow(item, id);
    // The page stays where it is: after the fields were read, another file can be asked for.
    setTimeout(() => {
      form.elements.file.value = uuid();
      delete form.dataset.sent;
      form.removeAttribute('aria-busy');
    });
  });

  list.addEventListener('submit', async (event) => {
    event.preventDefault();
    const { action, elements } = event.target;
    event.target.querySelector('button').disabled = true;
    await fetch(action, { method: 'POST', redirect: 'manual', headers: { 'X-CSRF-Token': elements._csrf.value } }).catch(() => {});
  });

  list.querySelectorAll('[data-file]').forEach((item) => follow(item, item.dataset.file));
})();
