/*
 * Copyright the Khuê authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * A sheet's code comes behind the # of the address, which no server sees; and a page of sheets has a button that prints it.
 */
(() => {
  'use strict';
  const field = document.getElementById('f-code');
  if (field && window.location.hash.length > 1) {
    field.value = window.location.hash.slice(1, 21);
    // The code does not stay in the address bar or in what a browser remembers of this page.
    window.history.replaceState(null, '', window.location.pathname + window.location.search);
    document.getElementById('f-name')?.focus();
  }
  document.getElementById('print')?.addEventListener('click', () => window.print());
})();
