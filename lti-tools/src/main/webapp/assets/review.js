/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A teacher's round of feedback by keyboard and by voice. Every page works without it.
 */
(() => {
  'use strict';

  const form = document.getElementById('answer');

  /** Ticking all, where there is a script to do it. */
  const all = document.getElementById('all');
  if (all) {
    all.closest('.p-all').hidden = false;
    all.addEventListener('change', () => document.querySelectorAll('input[name=work]').forEach((tick) => {
      tick.checked = all.checked;
    }));
  }

  const help = document.getElementById('keys');
  document.querySelectorAll('[data-keys]').forEach((button) => {
    button.hidden = false;
    button.addEventListener('click', () => help.showModal());
  });

  /** A picture is looked at above the page, with the ones beside it: a new window for each would lead out of the queue. */
  const look = document.getElementById('look');
  const pictures = [...document.querySelectorAll('.p-photos a')];
  let shown = 0;
  const showPicture = (at) => {
    shown = (at + pictures.length) % pictures.length;
    const small = pictures[shown].querySelector('img');
    const large = look.querySelector('img');
    large.src = pictures[shown].href;
    large.alt = small.alt;
    look.querySelector('figcaption').textContent = pictures[shown].parentElement.querySelector('figcaption')?.textContent ?? '';
    const says = look.querySelector('[role=status]');
    says.textContent = says.dataset.of.replace('{0}', shown + 1).replace('{1}', pictures.length);
    if (!look.open) {
      look.showModal();
    }
  };
  if (look && pictures.length > 0) {
    pictures.forEach((picture, at) => picture.addEventListener('click', (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        showPicture(at);
      }
    }));
    look.querySelectorAll('[data-step]').forEach((button) => {
      button.hidden = pictures.length < 2;
      button.addEventListener('click', () => showPicture(shown + Number(button.dataset.step)));
    });
    look.addEventListener('keydown', (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step) {
        showPicture(shown + step);
      }
    });
  }

  if (!form) {
    document.addEventListener('keydown', (event) => {
      if (help && event.key === '?' && !event.target.closest('input, textarea, select')) {
        help.showModal();
      }
    });
    return;
  }

  /** The first criterion without a level, else the last one. */
  const criteria = [...form.querySelectorAll('.p-mark')];
  let here = Math.max(0, criteria.findIndex((criterion) => !criterion.querySelector(':checked')));

  function show() {
    criteria.forEach((criterion, at) => criterion.classList.toggle('p-here', at === here));
  }

  function choose(level) {
    const choices = criteria[here] ? criteria[here].querySelectorAll('input') : [];
    if (choices[level - 1]) {
      choices[level - 1].checked = true;
      choices[level - 1].focus();
      here = Math.min(here + 1, criteria.length - 1);
      show();
    }
  }

  criteria.forEach((criterion, at) => criterion.addEventListener('focusin', () => {
    here = at;
    show();
  }));
  show();

  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
      form.querySelector('button[name=answer]').click();
      return;
    }
    // A dialog that was closed just now may still hold the focus, and is not in the way.
    const typing = event.target.closest('textarea, select, dialog[open], input:not([type=radio]):not([type=checkbox])');
    if (typing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const key = event.key.toLowerCase();
    const steps = {
      c: () => form.querySelector('textarea').focus(),
      v: () => form.querySelector('.p-voice button')?.click(),
      r: () => form.querySelector('button[value=return]').focus(),
      n: () => document.querySelector('a[rel=next]')?.click(),
      p: () => document.querySelector('a[rel=prev]')?.click(),
      i: () => pictures.length > 0 && showPicture(0),
      u: () => document.querySelector('form.p-undo')?.requestSubmit(),
      '?': () => help.showModal(),
    };
    if (/^[1-9]$/.test(key)) {
      choose(Number(key));
    } else if (steps[key]) {
      steps[key]();
    } else {
      return;
    }
    event.preventDefault();
  });

  /** A voice comment: recorded here and sent as the file that the field holds. */
  const part = form.querySelector('.p-voice');
  const field = part.querySelector('input');
  const says = part.querySelector('[role=status]');
  const player = part.querySelector('audio');
  const type = ['audio/webm;codecs=opus', 'audio/mp4'].find((one) => window.MediaRecorder?.isTypeSupported(one));
  if (!type || !navigator.mediaDevices) {
    return;
  }
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn btn-outline-secondary';
  button.textContent = form.dataset.record;
  field.before(button);
  let recorder = null;

  function keep(pieces) {
    const plain = type.split(';')[0];
    const voice = new File(pieces, `voice.${plain.endsWith('mp4') ? 'm4a' : 'webm'}`, { type: plain });
    const holder = new DataTransfer();
    holder.items.add(voice);
    field.files = holder.files;
    player.src = URL.createObjectURL(voice);
    player.hidden = false;
    says.textContent = '';
    button.textContent = form.dataset.again;
  }

  async function record() {
    let microphone;
    try {
      microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      says.textContent = form.dataset.refused;
      return;
    }
    const pieces = [];
    const began = Date.now();
    recorder = new MediaRecorder(microphone, { mimeType: type, audioBitsPerSecond: 32000 });
    const tell = () => {
      says.textContent = form.dataset.recording.replace('{0}', Math.round((Date.now() - began) / 1000));
    };
    const clock = setInterval(tell, 1000);
    recorder.addEventListener('dataavailable', (event) => pieces.push(event.data));
    recorder.addEventListener('stop', () => {
      clearInterval(clock);
      microphone.getTracks().forEach((track) => track.stop());
      recorder = null;
      keep(pieces);
    });
    recorder.start();
    tell();
    button.textContent = form.dataset.stop;
  }

  button.addEventListener('click', () => (recorder ? recorder.stop() : record()));
})();
