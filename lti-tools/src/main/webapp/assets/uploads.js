/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * What a page keeps on the device until it has been sent, and how a file is sent in pieces (the tus protocol 1.0). Each thing is kept under a
 * place of its own, which only its owner's page names: a pupil's work. Pages use it as `khueDevice`.
 */
const khueDevice = (() => {
  'use strict';
  const PIECE = 4 * 1024 * 1024;
  const MOST_TURNS = 1000;
  /** Gone, somewhere else than here, damaged on the way: how far it is must be asked. */
  const ASK_ANEW = [404, 409, 410, 460];
  /** A browser that has not opened its database by then is asked for nothing. */
  const LATEST = 2000;
  const OLD = 14 * 24 * 3600 * 1000;

  /* ---- kept in IndexedDB, or, where a frame may keep nothing, only as long as the page is there */

  const memory = { files: new Map(), texts: new Map() };

  const database = new Promise((resolve) => {
    setTimeout(() => resolve(null), LATEST);
    try {
      const opening = indexedDB.open('khue', 1);
      opening.onupgradeneeded = () => {
        opening.result.createObjectStore('files', { keyPath: 'id' });
        opening.result.createObjectStore('texts', { keyPath: 'place' });
      };
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => resolve(null);
      opening.onblocked = () => resolve(null);
    } catch {
      resolve(null);
    }
  });

  const inStore = async (name, mode, action) => {
    const open = await database;
    if (!open) {
      return undefined;
    }
    return new Promise((resolve, reject) => {
      const transaction = open.transaction(name, mode);
      const request = action(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  };

  const keep = async (name, key, value) => {
    memory[name].set(key, value);
    try {
      await inStore(name, 'readwrite', (store) => store.put(value));
      return (await database) !== null;
    } catch {
      // The device is full: the page itself still has it.
      return false;
    }
  };

  const forget = async (name, key) => {
    memory[name].delete(key);
    await inStore(name, 'readwrite', (store) => store.delete(key)).catch(() => {});
  };

  const files = {
    /** Those of a place, the oldest first. What waited for weeks is given up: telephones are shared, and change hands. */
    async of(place) {
      const stored = await inStore('files', 'readonly', (store) => store.getAll()).catch(() => undefined);
      const old = (stored || []).filter((file) => Date.now() - file.added > OLD);
      old.forEach((file) => forget('files', file.id));
      const fresh = (stored || []).filter((file) => !old.includes(file)).map((file) => memory.files.get(file.id) || file);
      // What another page of this device has sent or removed is in the memory of this one only.
      const here = [...memory.files.values()].filter((file) => !fresh.includes(file) && !file.kept);
      return [...fresh, ...here].filter((file) => file.place === place).sort((a, b) => a.added - b.added);
    },
    /** @returns whether it outlives the page */
    async keep(file) {
      file.kept = true;
      file.kept = await keep('files', file.id, file);
      return file.kept;
    },
    forget: (id) => forget('files', id),
  };

  const texts = {
    of: async (place) => (await inStore('texts', 'readonly', (store) => store.get(place)).catch(() => undefined)) || memory.texts.get(place),
    keep: (text) => keep('texts', text.place, text),
    forget: (place) => forget('texts', place),
  };

  /** One page of this device at a time does what must not be done twice; where a browser has no locks, each does it one by one. */
  let turn = Promise.resolve();
  const alone = async (place, task) => {
    let begun = false;
    if (navigator.locks) {
      try {
        return await navigator.locks.request('khue ' + place, () => {
          begun = true;
          return task();
        });
      } catch (failure) {
        if (begun) {
          throw failure;
        }
        // A frame that may keep nothing has no locks, either.
      }
    }
    turn = turn.then(task, task);
    return turn;
  };

  const id = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

  /* ---- the tus protocol */

  /** What is in the way: `network`; `stopped`; `page`, when the answer is a page that says why; `refused`, with a sentence. */
  class Hindrance extends Error {
    constructor(kind, { status, page, sentence } = {}) {
      super(kind);
      Object.assign(this, { kind, status, page, sentence });
    }
  }

  const request = (method, address, token, headers, body, onProgress, stop) => new Promise((resolve, reject) => {
    const sent = new XMLHttpRequest();
    sent.open(method, address);
    sent.setRequestHeader('Tus-Resumable', '1.0.0');
    sent.setRequestHeader('X-CSRF-Token', token);
    Object.entries(headers).forEach(([name, value]) => sent.setRequestHeader(name, value));
    if (onProgress) {
      sent.upload.addEventListener('progress', (event) => onProgress(event.loaded));
    }
    sent.addEventListener('load', () => {
      const isPage = (sent.getResponseHeader('Content-Type') || '').startsWith('text/html');
      if (sent.status >= 500) {
        reject(new Hindrance('network'));
      } else if (isPage || sent.status === 401 || sent.status === 403) {
        reject(new Hindrance('page', { status: sent.status, page: new DOMParser().parseFromString(sent.responseText, 'text/html') }));
      } else {
        resolve(sent);
      }
    });
    sent.addEventListener('error', () => reject(new Hindrance('network')));
    sent.addEventListener('abort', () => reject(new Hindrance('stopped')));
    if (stop) {
      stop.addEventListener('abort', () => sent.abort());
    }
    sent.send(body);
  });

  const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

  const begin = async (file, place, token, stop) => {
    const begun = await request('POST', place, token, {
      'Upload-Length': file.blob.size,
      'Upload-Metadata': 'filename ' + base64(file.name) + ',filetype ' + base64(file.blob.type),
    }, null, null, stop);
    if (begun.status !== 201) {
      throw new Hindrance('refused', { sentence: begun.responseText });
    }
    file.upload = new URL(begun.getResponseHeader('Location'), window.location.href).pathname;
    await files.keep(file);
    return 0;
  };

  const offsetOf = (answer) => Number(answer.getResponseHeader('Upload-Offset'));

  /** How far the server has it; -1 when it knows nothing of it any more. */
  const ask = async (file, token, stop) => {
    const answer = await request('HEAD', file.upload, token, {}, null, null, stop);
    if (answer.status === 404 || answer.status === 410) {
      return -1;
    }
    if (answer.status !== 200) {
      throw new Hindrance('network');
    }
    return offsetOf(answer);
  };

  /**
   * Sends a file of `files`, from wherever it was interrupted; resolves with the upload's id when all of it has come.
   *
   * @param place the address at which uploads begin
   */
  const send = async (file, place, token, onProgress, stop) => {
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      let offset = file.upload ? await ask(file, token, stop) : -1;
      if (offset < 0) {
        offset = await begin(file, place, token, stop);
      }
      while (offset < file.blob.size) {
        const from = offset;
        const answer = await request('PATCH', file.upload, token, {
          'Upload-Offset': from,
          'Content-Type': 'application/offset+octet-stream',
        }, file.blob.slice(from, from + PIECE), (loaded) => onProgress((from + loaded) / file.blob.size), stop);
        if (answer.status !== 204) {
          if (!ASK_ANEW.includes(answer.status)) {
            throw new Hindrance('refused', { sentence: answer.responseText });
          }
          break;
        }
        offset = offsetOf(answer);
      }
      if (offset === file.blob.size) {
        return file.upload.slice(file.upload.lastIndexOf('/') + 1);
      }
    }
    throw new Hindrance('network');
  };

  /** Gives up what was begun; when that does not arrive, the server forgets it by itself. */
  const giveUp = (file, token) => file.upload && request('DELETE', file.upload, token, {}).catch(() => {});

  /* ---- pictures */

  const PICTURES = { jpg: 'jpeg', jpeg: 'jpeg', jpe: 'jpeg', jfif: 'jpeg', png: 'png', webp: 'webp', heic: 'heic', heif: 'heif', avif: 'avif' };

  /** What a file is said to be; a system that does not know HEIC says nothing, and its name does. */
  const typeOf = (file) => {
    const known = PICTURES[file.name.split('.').pop().toLowerCase()];
    return file.type || (known ? 'image/' + known : '');
  };

  /** Safari opens more kinds as an image of a page than it does here. */
  const decoded = async (file) => {
    try {
      return await createImageBitmap(file, { imageOrientation: 'from-image' });
    } catch {
      const image = new Image();
      image.src = URL.createObjectURL(file);
      try {
        await image.decode();
        return image;
      } finally {
        URL.revokeObjectURL(image.src);
      }
    }
  };

  /** A picture as large as it needs to be, upright, and without anything that the camera wrote into it: where it was taken, above all. */
  const scaled = async (file, longest) => {
    if (!/^image\/(jpeg|png|webp|heic|heif|avif)$/.test(typeOf(file))) {
      return file;
    }
    try {
      const picture = await decoded(file);
      const width = picture.naturalWidth || picture.width;
      const height = picture.naturalHeight || picture.height;
      const scale = Math.min(1, longest / Math.max(width, height));
      const canvas = document.createElement('canvas');
      canvas.width = Math.max(1, Math.round(width * scale));
      canvas.height = Math.max(1, Math.round(height * scale));
      const pen = canvas.getContext('2d');
      pen.imageSmoothingQuality = 'high';
      // What was see-through is white on paper; as a JPEG it would be black.
      const type = typeOf(file) === 'image/png' ? 'image/png' : 'image/jpeg';
      if (type === 'image/jpeg') {
        pen.fillStyle = '#fff';
        pen.fillRect(0, 0, canvas.width, canvas.height);
      }
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close?.();
      // At once, by a data URL: toBlob waits until a browser is idle, which on a busy page may take seconds.
      const encoded = atob(canvas.toDataURL(type, 0.85).split(',')[1]);
      canvas.width = 0;
      return new Blob([Uint8Array.from(encoded, (byte) => byte.charCodeAt(0))], { type });
    } catch {
      // This browser cannot show it: the server says what to do about it.
      return file;
    }
  };

  /** A picture of Apple's that neither this browser nor the server can show: sending it would be in vain. */
  const unreadable = (blob) => blob instanceof File && /^image\/hei[cf]$/.test(typeOf(blob));

  return { files, texts, alone, id, send, giveUp, scaled, unreadable, Hindrance };
})();
