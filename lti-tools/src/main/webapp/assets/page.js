/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What makes pages more comfortable with a script. Every page works without it.
 */
(() => {
  'use strict';
  document.documentElement.classList.add('k-scripted');

  /** The first field with an error is where the person goes on. */
  const wrong = document.querySelector('[aria-invalid="true"]');
  if (wrong) {
    wrong.focus();
  }

  /** What was done is said once: a reload or a copied address does not say it again. */
  const address = new URL(window.location.href);
  if (address.searchParams.has('done')) {
    address.searchParams.delete('done');
    window.history.replaceState(null, '', address);
  }

  /** A question before something is destroyed: a dialog instead of the unfolding part of the page. */
  document.querySelectorAll('details.k-confirm').forEach((details) => {
    const ask = details.querySelector('.k-ask');
    const dialog = document.createElement('dialog');
    dialog.className = 'k-dialog';
    dialog.setAttribute('aria-labelledby', ask.getAttribute('aria-labelledby'));
    details.after(dialog);
    details.querySelector('summary').addEventListener('click', (event) => {
      event.preventDefault();
      dialog.append(ask);
      dialog.showModal();
    });
    ask.querySelector('[data-close]').addEventListener('click', () => dialog.close());
  });

  /** A form is sent once, however often the button is pressed on a slow line. */
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.target === '_blank' || form.method !== 'post') {
      return;
    }
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = 'yes';
    form.setAttribute('aria-busy', 'true');
  });
  window.addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach((form) => {
    delete form.dataset.sent;
    form.removeAttribute('aria-busy');
  }));

  /**
   * Long texts survive a reload, a way back and a visit that ended: what is typed into a form with data-kept is kept in this tab until it has
   * arrived, which the page that is shown afterwards says.
   */
  const KEPT = 'khue-kept:';
  const arrived = document.querySelector('.k-toast') !== null;
  function kept() {
    return Object.keys(sessionStorage).filter((key) => key.startsWith(KEPT));
  }
  function remember(key, text) {
    try {
      sessionStorage.setItem(key, JSON.stringify(text));
    } catch {
      // A browser that keeps nothing: the text is in the page, as without a script.
    }
  }
  try {
    kept().forEach((key) => {
      const text = JSON.parse(sessionStorage.getItem(key));
      if (text.sent && arrived) {
        sessionStorage.removeItem(key);
      } else if (text.sent) {
        remember(key, { ...text, sent: false });
        document.querySelector('[data-kept-says]')?.removeAttribute('hidden');
      }
    });
    document.querySelectorAll('form[data-kept] textarea').forEach((area) => {
      const key = `${KEPT}${new URL(area.form.action).pathname}#${area.name}`;
      const shown = area.value;
      const before = JSON.parse(sessionStorage.getItem(key) ?? 'null');
      // Words that are newer in the page, such as another teacher's, are not covered.
      if (before && before.from === shown && before.typed !== shown) {
        area.value = before.typed;
        const says = document.createElement('p');
        says.className = 'k-small k-quiet k-kept';
        says.setAttribute('role', 'status');
        says.textContent = `${area.form.dataset.kept} `;
        const drop = document.createElement('button');
        drop.type = 'button';
        drop.className = 'btn btn-link btn-sm';
        drop.textContent = area.form.dataset.keptDrop;
        drop.addEventListener('click', () => {
          area.value = shown;
          sessionStorage.removeItem(key);
          says.remove();
          area.focus();
        });
        says.append(drop);
        area.after(says);
        area.closest('details')?.setAttribute('open', '');
      }
      area.addEventListener('input', () => remember(key, { typed: area.value, from: shown }));
      area.form.addEventListener('submit', () => {
        if (sessionStorage.getItem(key)) {
          remember(key, { typed: area.value, from: shown, sent: true });
        }
      });
    });
  } catch {
    // The same: some browsers let a frame have no storage at all.
  }

  /** j and k go through a queue, as the arrow keys do in a list. */
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select, dialog')) {
      return;
    }
    const rows = [...document.querySelectorAll('.k-queue > li > a')];
    const step = { j: 1, k: -1 }[event.key];
    if (step && rows.length > 0) {
      const next = rows.indexOf(document.activeElement) + step;
      rows[Math.min(Math.max(next, 0), rows.length - 1)].focus();
    }
  });

  document.querySelectorAll('.k-copy').forEach((part) => {
    const input = part.querySelector('input');
    const button = part.querySelector('.btn');
    button.addEventListener('click', async () => {
      input.select();
      try {
        await navigator.clipboard.writeText(input.value);
        button.lastElementChild.textContent = button.dataset.copied;
      } catch {
        // A frame may not have the clipboard: the text is selected, and the keyboard copies it.
      }
    });
  });

  /** Choosing a value that goes with a select or a preset sends the form at once. */
  document.querySelectorAll('select[data-submits]').forEach((select) => {
    select.addEventListener('change', () => select.form.requestSubmit());
  });
})();
