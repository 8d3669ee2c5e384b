/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A page on which work is shown, a pupil's or a preschool teacher's, with a script: files go one by one as soon as they are chosen, from a queue that outlives the page; what is typed is kept by
 * itself. What cannot go now stays on the device (uploads.js) and goes later. Each request is the page's own form, and its answer is the page:
 * the script takes the new list of pieces from it. Without a script the same form does the same work by its buttons.
 */
(() => {
  'use strict';
  const own = document.getElementById('own');
  if (!own) {
    return;
  }
  const words = document.getElementById('words').dataset;
  const { place, uploads } = own.dataset;
  const form = document.getElementById('work');
  const token = () => document.querySelector('input[name=_csrf]').value;
  const PAUSE = 2000;
  const RETRY = [5000, 15000, 30000, 60000];

  const element = (tag, name, text) => {
    const made = document.createElement(tag);
    made.className = name;
    made.textContent = text || '';
    return made;
  };
  const button = (text, action) => {
    const made = element('button', 'btn btn-link btn-sm', text);
    made.type = 'button';
    made.addEventListener('click', action);
    return made;
  };
  const sentence = (text, ...values) => values.reduce((all, value, index) => all.replace(`{${index}}`, value), text);
  /** As the server tidies it. */
  const tidy = (text) => text.normalize('NFC').replace(/\r\n?/g, '\n').trim();
  const note = (tone, lines, ...actions) => {
    const made = element('div', 'k-note k-' + tone + ' p-kept');
    const body = made.appendChild(document.createElement('div'));
    lines.forEach((line) => body.append(line instanceof Node ? line : element('p', '', line)));
    if (actions.length > 0) {
      const row = element('p', 'k-buttons');
      row.append(...actions);
      body.append(row);
    }
    return made;
  };

  /* ---- when the work takes nothing more: what was not sent is still here, and can be seen */

  const leftovers = async () => {
    const handedIn = document.getElementById('reflection');
    let text = await khueDevice.texts.of(place);
    if (text && handedIn && tidy(text.reflection) === tidy(handedIn.textContent)) {
      await khueDevice.texts.forget(place);
      text = undefined;
    }
    const files = await khueDevice.files.of(place);
    if (!text && files.length === 0) {
      return;
    }
    const lines = [words.left];
    if (text) {
      lines.push(element('blockquote', 'p-words', text.reflection));
    }
    if (files.length > 0) {
      lines.push(files.map((file) => file.name).join(', '));
    }
    const left = note('waiting', lines, button(words.leftRemove, async () => {
      await Promise.all([khueDevice.texts.forget(place), ...files.map((file) => khueDevice.files.forget(file.id))]);
      left.remove();
    }));
    own.prepend(left);
  };
  if (!form) {
    leftovers();
    return;
  }

  // A telephone's camera is one tap away; elsewhere the chooser is all there is.
  if (window.matchMedia('(pointer: coarse)').matches) {
    form.classList.add('p-telephone');
  }

  const saved = document.getElementById('saved');
  const chooser = document.getElementById('file');
  const camera = document.getElementById('camera');
  const rows = form.querySelector('.p-uploads');
  const waiting = form.querySelector('.p-waiting');
  let ended = false;

  /** Requests with the form go one after the other: each must know the version that the one before it made. */
  let line = Promise.resolve();
  const inLine = (task) => {
    line = line.then(task, task);
    return line;
  };

  const ask = async (address, data) => {
    let response;
    try {
      response = await fetch(address, { method: 'POST', headers: { 'X-CSRF-Token': token() }, body: data });
    } catch {
      throw new khueDevice.Hindrance('network');
    }
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    if (page.getElementById('work')) {
      return { page, problems: !response.ok };
    }
    throw new khueDevice.Hindrance(response.status >= 500 ? 'network' : 'page', { status: response.status, page });
  };

  /** Posts the form as it is now; resolves with the page that came back. */
  const post = (wish, upload) => {
    const data = new FormData(form);
    data.delete('file');
    data.delete('caption');
    data.set('do', wish);
    if (upload) {
      data.set('upload', upload);
    }
    return ask(form.action, data);
  };

  const take = (page) => {
    form.elements.version.value = page.getElementById('work').elements.version.value;
  };

  /** The visit has ended, or the work was locked, closed or taken away elsewhere: nothing is sent any more, and nothing is lost. */
  const end = (hindrance) => {
    if (ended) {
      return;
    }
    ended = true;
    clearTimeout(pause);
    const title = hindrance.page && hindrance.page.querySelector('main h1');
    const lines = hindrance.status === 401 ? [words.ended] : [...(title ? [title.textContent, title.nextElementSibling.textContent] : [words.changed])];
    const told = note('attention', [...lines, words.endedKept], ...(hindrance.status === 401 ? [] : [button(words.reload, () => window.location.reload())]));
    told.setAttribute('role', 'alert');
    form.prepend(told);
    saved.textContent = '';
  };

  /* ---- what is typed */

  const FIELDS = (name) => ['reflection', 'field'].includes(name) || /^(caption|milestone)-/.test(name);
  const typed = () => JSON.stringify([...new FormData(form)].filter(([name]) => FIELDS(name)).map(([name, value]) => [name, tidy(value)]));
  const steps = () => [...form.querySelectorAll('select[name^="milestone-"]')].map((select) => select.value).join();
  let kept = typed();
  let grouped = steps();
  let base = form.elements.reflection.value;
  let disputed = false;
  let pause = 0;

  const keep = () => inLine(async () => {
    clearTimeout(pause);
    const now = typed();
    if (now === kept || ended || disputed) {
      return;
    }
    saved.textContent = words.saving;
    try {
      const { page, problems } = await post('save');
      if (problems) {
        saved.textContent = '';
        show(page);
        return;
      }
      take(page);
      kept = now;
      if (steps() !== grouped) {
        pieces(page);
      }
      base = form.elements.reflection.value;
      const text = await khueDevice.texts.of(place);
      if (text && text.typed === now) {
        await khueDevice.texts.forget(place);
      }
      const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' });
      saved.textContent = sentence(words.saved, time);
    } catch (hindrance) {
      if (hindrance.kind === 'page') {
        end(hindrance);
        return;
      }
      saved.textContent = words.offline;
      pause = setTimeout(keep, RETRY[1]);
    }
  });

  /** A problem with the text is shown where the answer shows it; what another page saved stands beside it until the pupil has decided. */
  const show = (page) => {
    const theirs = page.querySelector('#f-reflection').closest('.k-card');
    const field = form.elements.reflection;
    const ours = field.closest('.k-card');
    ours.querySelectorAll('.k-error, .p-other').forEach((old) => old.remove());
    const other = theirs.querySelector('.p-other');
    const error = theirs.querySelector('.k-error');
    if (other) {
      disputed = true;
      const text = other.querySelector('.p-words').textContent;
      other.lastElementChild.append(button(words.both, () => {
        field.value = field.value + '\n\n' + text;
        disputed = false;
        ours.querySelectorAll('.k-error, .p-other').forEach((old) => old.remove());
        keep();
      }));
      ours.prepend(other);
    }
    if (error) {
      field.after(error);
    }
    take(page);
  };

  let remembering = 0;
  const remember = () => {
    clearTimeout(remembering);
    khueDevice.texts.keep({ place, typed: typed(), reflection: form.elements.reflection.value, base, at: Date.now() });
  };

  form.addEventListener('input', (event) => {
    if (event.target === chooser || event.target === camera) {
      return;
    }
    clearTimeout(remembering);
    remembering = setTimeout(remember, 300);
    clearTimeout(pause);
    pause = setTimeout(keep, PAUSE);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && typed() !== kept) {
      remember();
      keep();
    }
  });

  /** What was typed here before and never arrived: put back when nobody wrote meanwhile, else shown beside what is kept. */
  const recall = async () => {
    const text = await khueDevice.texts.of(place);
    if (!text || text.typed === kept) {
      khueDevice.texts.forget(place);
      return;
    }
    const field = form.elements.reflection;
    const card = field.closest('.k-card');
    const gone = (told) => {
      told.remove();
      khueDevice.texts.forget(place);
    };
    if ([text.base, text.reflection].map(tidy).includes(tidy(field.value))) {
      const before = field.value;
      JSON.parse(text.typed).forEach(([name, value]) => form.elements[name] && (form.elements[name].value = value));
      const told = note('waiting', [sentence(words.recalled, new Date(text.at).toLocaleString(document.documentElement.lang, { dateStyle: 'short', timeStyle: 'short' }))],
        button(words.recalledNot, () => {
          field.value = before;
          gone(told);
          keep();
        }));
      card.prepend(told);
      keep();
      return;
    }
    const told = note('waiting', [words.unsent, element('blockquote', 'p-words', text.reflection)],
      button(words.both, () => {
        field.value = field.value + '\n\n' + text.reflection;
        gone(told);
        remember();
        keep();
      }),
      button(words.unsentRemove, () => gone(told)));
    card.prepend(told);
  };

  /* ---- files */

  const shown = new Map();
  let attempts = 0;
  let timer = 0;
  let sending = null;
  let fleeting = false;

  const row = (file) => {
    if (!shown.has(file.id)) {
      const made = element('li', '');
      const head = made.appendChild(element('div', 'p-line'));
      head.append(element('span', '', file.name), element('span', ''));
      const bar = made.appendChild(document.createElement('progress'));
      bar.max = 1;
      bar.value = 0;
      bar.setAttribute('aria-label', file.name);
      made.append(button(words.giveUp, () => giveUp(file)));
      rows.append(made);
      shown.set(file.id, { made, bar, state: head.lastElementChild });
    }
    return shown.get(file.id);
  };

  const unrow = (id) => {
    const there = shown.get(id);
    if (there) {
      there.made.remove();
      shown.delete(id);
    }
  };

  /** How many are not sent, and whether they would outlive the page. */
  const count = async () => {
    const files = await khueDevice.files.of(place);
    fleeting = files.some((file) => !file.kept);
    waiting.textContent = files.length === 0 ? '' : sentence(fleeting ? words.notSentHere : words.notSent, files.length);
    waiting.hidden = files.length === 0;
    if (files.length === 0) {
      form.querySelectorAll('.p-unsent').forEach((told) => told.remove());
    }
    [...shown.keys()].filter((id) => !files.some((file) => file.id === id)).forEach(unrow);
    return files;
  };

  const giveUp = async (file) => {
    if (sending && sending.file === file) {
      sending.stop.abort();
    }
    await khueDevice.files.forget(file.id);
    khueDevice.giveUp(file, token());
    unrow(file.id);
    count();
  };

  const refuse = (text) => {
    const told = element('p', 'k-error', text);
    told.setAttribute('role', 'alert');
    rows.before(told);
  };

  /** Sends what waits, the oldest first, one by one; one page of this device does it for all. */
  const sendAll = () => {
    clearTimeout(timer);
    return khueDevice.alone(place, async () => {
      for (const file of await count()) {
        if (ended) {
          return;
        }
        try {
          await sendOne(file);
          attempts = 0;
        } catch (hindrance) {
          if (hindrance.kind === 'page') {
            end(hindrance);
            return;
          }
          if (hindrance.kind === 'refused') {
            refuse(file.name + ': ' + hindrance.sentence);
            await khueDevice.files.forget(file.id);
            continue;
          }
          if (hindrance.kind === 'full') {
            return;
          }
          if (hindrance.kind !== 'stopped') {
            wait(file);
            return;
          }
        } finally {
          sending = null;
          await count();
        }
      }
    });
  };

  const wait = (file) => {
    const { made, bar, state } = row(file);
    state.textContent = navigator.onLine ? words.failed : words.waiting;
    bar.value = 0;
    if (!made.querySelector('.p-again')) {
      const again = button(words.again, sendAll);
      again.classList.add('p-again');
      bar.after(again);
    }
    timer = setTimeout(sendAll, RETRY[Math.min(attempts++, RETRY.length - 1)]);
  };

  const sendOne = async (file) => {
    const { made, bar, state } = row(file);
    made.querySelectorAll('.p-again').forEach((again) => again.remove());
    state.textContent = '0 %';
    const stop = new AbortController();
    sending = { file, stop };
    // Once it has come, only the form is sent again, however often its answer is lost: the server adds an upload once.
    if (!file.whole) {
      file.whole = await khueDevice.send(file, uploads, token(), (part) => {
        bar.value = part;
        state.textContent = part < 1 ? Math.round(part * 100) + ' %' : words.preparing;
      }, stop.signal);
      await khueDevice.files.keep(file);
    }
    const upload = file.whole;
    state.textContent = words.preparing;
    await inLine(async () => {
      const now = typed();
      const { page } = await post('add', upload);
      const refusal = page.querySelector('#pieces .k-error');
      const says = (code) => refusal !== null && refusal.textContent.includes(code);
      const full = says('KHUE-WORK-FULL');
      if (says('KHUE-UPLOAD-')) {
        // It waited too long and is gone: all of it goes again.
        file.whole = file.upload = null;
        await khueDevice.files.keep(file);
        take(page);
        throw new khueDevice.Hindrance('network');
      }
      if (!full) {
        await khueDevice.files.forget(file.id);
        unrow(file.id);
      }
      pieces(page);
      if (page.querySelector('#f-reflection[aria-invalid]')) {
        show(page);
      } else {
        take(page);
        kept = now;
      }
      if (full) {
        state.textContent = words.failed;
        throw new khueDevice.Hindrance('full');
      }
      if (form.querySelector('[data-piece="' + upload + '"]')) {
        offerUndo(file.name, upload);
      }
    });
  };

  /** Until the next one: a wrong picture goes as quickly as it came. */
  const offerUndo = (name, artefact) => {
    form.querySelectorAll('.p-undo').forEach((old) => old.remove());
    const told = element('p', 'p-undo', sentence(words.added, name));
    told.setAttribute('role', 'status');
    told.append(button(words.undo, () => inLine(async () => {
      const data = new FormData();
      data.set('_csrf', token());
      try {
        const { page } = await ask(form.action + '/remove/' + artefact, data);
        pieces(page);
        take(page);
        told.remove();
      } catch (hindrance) {
        if (hindrance.kind === 'page') {
          end(hindrance);
        }
      }
    })));
    rows.before(told);
  };

  const choose = async (chosen) => {
    form.querySelectorAll('.p-add > .k-error').forEach((old) => old.remove());
    for (const original of chosen) {
      const blob = await khueDevice.scaled(original, Number(words.side));
      const changed = blob !== original;
      const name = changed && blob.type === 'image/jpeg' ? original.name.replace(/\.[^.]*$/, '') + '.jpg' : original.name;
      if (original.size === 0) {
        refuse(sentence(words.empty, original.name));
      } else if (khueDevice.unreadable(blob)) {
        refuse(sentence(words.heic, original.name));
      } else if (blob.size > Number(words.largest)) {
        refuse(original.name + ': ' + words.tooLarge);
      } else {
        const file = { id: khueDevice.id(), place, name, blob, upload: null, added: Date.now() };
        await khueDevice.files.keep(file);
        row(file).state.textContent = words.waiting;
        await count();
      }
    }
    attempts = 0;
    sendAll();
  };

  /** The list as the server knows it now, with what is being typed in it; refusals stay until the next choice. */
  const pieces = (page) => {
    const theirs = page.getElementById('pieces');
    const ours = document.getElementById('pieces');
    theirs.querySelectorAll('input[name^="caption-"], select[name^="milestone-"]').forEach((input) => {
      const old = form.elements[input.name];
      input.value = old ? old.value : input.value;
    });
    // What there is to do next follows from what is there.
    form.querySelector('.p-submit').replaceWith(page.querySelector('#work .p-submit'));
    const focused = document.activeElement && document.activeElement.name;
    ours.querySelector('h2').replaceWith(theirs.querySelector('h2'));
    ours.querySelectorAll('.p-first').forEach((old) => old.remove());
    ours.querySelector('.p-groups-of').replaceWith(theirs.querySelector('.p-groups-of'));
    grouped = steps();
    if (focused && /^(caption|milestone)-/.test(focused) && form.elements[focused]) {
      form.elements[focused].focus();
    }
    theirs.querySelectorAll('.k-error').forEach((refusal) => refuse(refusal.textContent));
  };

  [chooser, camera].forEach((input) => input.addEventListener('change', () => {
    const chosen = [...input.files];
    input.value = '';
    choose(chosen);
  }));
  // Pictures that this browser can make into one that everybody can see.
  chooser.accept += ',image/webp';

  /** Handing in locks the work: who still has something on the way is told once. */
  let warned = false;
  form.addEventListener('submit', (event) => {
    const handsIn = event.submitter && event.submitter.value === 'submit';
    if (handsIn && shown.size > 0 && !warned) {
      event.preventDefault();
      event.stopPropagation();
      warned = true;
      const told = note('attention', [sentence(words.unsentSubmit, shown.size)]);
      told.setAttribute('role', 'alert');
      told.classList.add('p-unsent');
      form.querySelector('.p-submit').before(told);
      return;
    }
    clearTimeout(pause);
    remember();
  });
  window.addEventListener('beforeunload', (event) => {
    if (fleeting) {
      event.preventDefault();
    }
  });
  window.addEventListener('online', () => {
    attempts = 0;
    sendAll();
    keep();
  });

  recall();
  count().then((files) => {
    files.forEach((file) => {
      row(file).state.textContent = words.waiting;
    });
    if (files.length > 0) {
      sendAll();
    }
  });
})();
