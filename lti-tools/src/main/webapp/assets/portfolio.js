/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A pupil's page with a script: files go one by one as soon as they are chosen, with progress; what is typed is kept by itself; what
 * cannot go now goes when the network is back. Each request is the page's own form, and its answer is the page: the script takes the new
 * list of pieces from it. Without a script the same form does the same work by its buttons.
 */
(() => {
  'use strict';
  const form = document.getElementById('work');
  if (!form) {
    return;
  }
  const words = form.dataset;
  const saved = document.getElementById('saved');
  const chooser = document.getElementById('file');
  const PAUSE = 2000;
  const RETRY = 15000;

  /** Requests go one after the other: each must know the version that the one before it made. */
  let line = Promise.resolve();
  const inLine = (task) => {
    line = line.then(task, task);
    return line;
  };

  /** Posts the form as it is now; resolves with the page that came back, rejects when the network failed. */
  const post = (wish, file, onProgress) => new Promise((resolve, reject) => {
    const data = new FormData(form);
    data.delete('file');
    data.delete('caption');
    data.set('do', wish);
    if (file) {
      data.append('file', file, file.name);
    }
    const request = new XMLHttpRequest();
    request.open('POST', form.action);
    request.setRequestHeader('X-CSRF-Token', form.elements._csrf.value);
    request.responseType = 'document';
    if (onProgress) {
      request.upload.addEventListener('progress', (event) => event.lengthComputable && onProgress(event.loaded / event.total));
    }
    request.addEventListener('load', () => {
      const page = request.response;
      if (page && page.getElementById('work')) {
        resolve({ page, problems: request.status !== 200 });
      } else if (request.status >= 400 && request.status < 500) {
        // The visit has ended, or the work was handed in elsewhere: the page says so when it is loaded again.
        reject(new Error('changed'));
      } else {
        reject(new Error('failed'));
      }
    });
    request.addEventListener('error', () => reject(new Error('network')));
    request.send(data);
  });

  const take = (page) => {
    const next = page.getElementById('work');
    form.elements.version.value = next.elements.version.value;
  };

  /* ---- what is typed */

  const REMEMBERED = 'khue-typed ' + form.action;
  const typed = () => JSON.stringify([...new FormData(form)].filter(([name]) => name === 'reflection' || name.startsWith('caption-')));
  let kept = typed();
  let pause = 0;

  const keep = () => inLine(async () => {
    clearTimeout(pause);
    const now = typed();
    if (now === kept) {
      return;
    }
    saved.textContent = words.saving;
    try {
      const { page, problems } = await post('save');
      if (problems) {
        saved.textContent = '';
        show(page, '#f-reflection');
        return;
      }
      take(page);
      kept = now;
      sessionStorage.removeItem(REMEMBERED);
      const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' });
      saved.textContent = words.saved.replace('{0}', time);
    } catch (failure) {
      if (failure.message === 'changed') {
        window.location.reload();
        return;
      }
      saved.textContent = words.offline;
      pause = setTimeout(keep, RETRY);
    }
  });

  /** A problem with the text is shown where the answer shows it. */
  const show = (page, field) => {
    const theirs = page.querySelector(field).closest('.k-card');
    const ours = form.querySelector(field).closest('.k-card');
    ours.querySelectorAll('.k-error, .p-other').forEach((old) => old.remove());
    const other = theirs.querySelector('.p-other');
    const error = theirs.querySelector('.k-error');
    if (other) {
      ours.prepend(other);
    }
    if (error) {
      form.querySelector(field).after(error);
    }
    take(page);
  };

  form.addEventListener('input', (event) => {
    if (event.target === chooser) {
      return;
    }
    try {
      // For a reload before the network is back; the tab forgets it when it is closed, because telephones are shared.
      sessionStorage.setItem(REMEMBERED, typed());
    } catch {
      // Some frames may not store anything; then the page itself is the only memory.
    }
    clearTimeout(pause);
    pause = setTimeout(keep, PAUSE);
  });
  window.addEventListener('online', keep);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && keep());

  try {
    const remembered = sessionStorage.getItem(REMEMBERED);
    if (remembered && remembered !== kept) {
      JSON.parse(remembered).forEach(([name, value]) => {
        if (form.elements[name]) {
          form.elements[name].value = value;
        }
      });
      keep();
    }
  } catch {
    // Nothing was stored.
  }

  /* ---- files */

  const upload = (file) => {
    const row = document.createElement('li');
    row.innerHTML = '<div class="p-line"><span></span><span></span></div><progress max="1" value="0"></progress>';
    const [name, state] = row.querySelectorAll('.p-line > span');
    const bar = row.querySelector('progress');
    name.textContent = file.name;
    form.querySelector('.p-uploads').append(row);
    if (file.size > Number(words.largest)) {
      bar.remove();
      state.textContent = '';
      row.append(error(words.tooLarge));
      return;
    }
    const send = () => inLine(async () => {
      row.querySelectorAll('button').forEach((button) => button.remove());
      state.textContent = '0 %';
      const now = typed();
      try {
        const { page } = await post('add', file, (part) => {
          bar.value = part;
          state.textContent = part < 1 ? Math.round(part * 100) + ' %' : words.preparing;
        });
        row.remove();
        pieces(page);
        if (page.querySelector('#f-reflection[aria-invalid]')) {
          show(page, '#f-reflection');
        } else {
          kept = now;
          take(page);
        }
      } catch (failure) {
        if (failure.message === 'changed') {
          window.location.reload();
          return;
        }
        bar.value = 0;
        const offline = failure.message === 'network';
        state.textContent = offline ? words.waiting : words.failed;
        const again = document.createElement('button');
        again.type = 'button';
        again.className = 'btn btn-link btn-sm';
        again.textContent = words.again;
        again.addEventListener('click', send);
        row.append(again);
        if (offline) {
          window.addEventListener('online', () => again.isConnected && send(), { once: true });
        }
      }
    });
    send();
  };

  const error = (sentence) => {
    const line = document.createElement('p');
    line.className = 'k-error';
    line.textContent = sentence;
    return line;
  };

  /** The list as the server knows it now, with what is being typed in it; refusals stay until the next choice. */
  const pieces = (page) => {
    const theirs = page.getElementById('pieces');
    const ours = document.getElementById('pieces');
    theirs.querySelectorAll('input[name^="caption-"]').forEach((input) => {
      const old = form.elements[input.name];
      input.value = old ? old.value : input.value;
    });
    const focused = document.activeElement && document.activeElement.name;
    ours.querySelector('h2').replaceWith(theirs.querySelector('h2'));
    const list = theirs.querySelector('.p-pieces');
    if (list) {
      const before = ours.querySelector('.p-pieces');
      if (before) {
        before.replaceWith(list);
      } else {
        ours.querySelector('h2').after(list);
      }
    }
    if (focused && focused.startsWith('caption-')) {
      form.elements[focused].focus();
    }
    theirs.querySelectorAll('.k-error').forEach((refusal) => form.querySelector('.p-uploads').before(refusal));
  };

  chooser.addEventListener('change', () => {
    form.querySelectorAll('.p-add .k-error').forEach((old) => old.remove());
    [...chooser.files].forEach(upload);
    chooser.value = '';
  });
})();
