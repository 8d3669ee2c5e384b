/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Keeps each section of a report while it is typed. Without a script the page's own buttons keep all of them.
 */
(() => {
  'use strict';
  const form = document.getElementById('draft');
  const PAUSE = 1500;

  form.querySelectorAll('textarea[name^="narrative-"]').forEach((area) => {
    const code = area.name.slice('narrative-'.length);
    const version = form.elements[`version-${code}`];
    const said = area.closest('section').querySelector('.r-said');
    let timer;
    let kept = area.value;
    let underway = false;
    let conflict = false;
    let seen;

    /**
     * What another window kept is shown beside what was typed here; the button decides, and neither is lost. Who goes back to the words has
     * seen it. Until then the version stays as it was: a button pressed in the very moment is answered with both.
     */
    function showOther(other, current) {
      conflict = true;
      seen = current;
      const words = document.createElement('blockquote');
      words.className = 'r-words';
      words.textContent = other;
      said.replaceChildren(form.dataset.changed, document.createElement('br'), form.dataset.other, words);
    }

    async function keep() {
      if (underway || conflict || area.value === kept) {
        return;
      }
      underway = true;
      const words = area.value;
      said.textContent = form.dataset.saving;
      try {
        const answer = await fetch(`${new URL(form.action).pathname}/sections/${code}`, {
          method: 'POST',
          headers: { 'X-CSRF-Token': form.elements._csrf.value, Accept: 'application/json' },
          body: new URLSearchParams({ words, version: version.value }),
        });
        if (answer.ok || (answer.status === 409 && answer.headers.get('Content-Type')?.startsWith('application/json'))) {
          const told = await answer.json();
          if (answer.ok) {
            version.value = told.version;
            kept = words;
            said.textContent = form.dataset.saved;
          } else {
            showOther(told.other, told.version);
          }
        } else {
          said.textContent = form.dataset.notSaved;
        }
      } catch {
        said.textContent = form.dataset.notSaved;
      } finally {
        underway = false;
        if (area.value !== words) {
          schedule();
        }
      }
    }

    function schedule() {
      clearTimeout(timer);
      timer = setTimeout(keep, PAUSE);
    }

    area.addEventListener('input', () => {
      version.value = seen ?? version.value;
      schedule();
    });
    area.addEventListener('blur', keep);
  });
})();
