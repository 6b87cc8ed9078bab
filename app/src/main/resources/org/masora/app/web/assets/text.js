// The editor of verses, frames and decisions. What is typed is sent to be kept as a draft while people type; the page's own script
// saves it. Nothing here touches what an input method is composing.
'use strict';

const DRAFT_MILLIS = 700;
const DRAFT_MILLIS_MAX = 1500;
const AGAIN_MILLIS = 1000;
const LINE_END = 'BR DIV P';

// Fixed pieces by their numbers, and the words between them.
function pieces(field) {
  const found = [];
  const words = text => {
    if (found.length && found.at(-1).startsWith('w:')) found[found.length - 1] += text;
    else found.push('w:' + text);
  };
  const read = node => {
    if (node.nodeType === Node.TEXT_NODE) words(node.data);
    else if (node.dataset?.piece) found.push('f:' + node.dataset.piece);
    else {
      if (LINE_END.split(' ').includes(node.nodeName)) words('\n');
      node.childNodes.forEach(read);
    }
  };
  field.childNodes.forEach(read);
  return found;
}
document.addEventListener('formdata', event => {
  const field = event.target.querySelector('div.edit-field');
  if (field) pieces(field).forEach(piece => event.formData.append('piece', piece));
});

// ---- Drafts: soon after the last letter, and often enough while somebody goes on typing

const waiting = new Map();

function typed(form) {
  form.setAttribute('data-own', '');
  const known = waiting.get(form) || { first: Date.now(), timer: 0 };
  clearTimeout(known.timer);
  const left = known.first + DRAFT_MILLIS_MAX - Date.now();
  known.timer = setTimeout(() => keep(form), Math.max(0, Math.min(DRAFT_MILLIS, left)));
  waiting.set(form, known);
}

async function keep(form, leaving) {
  waiting.delete(form);
  if (!form.isConnected) return;
  const state = form.querySelector('.draft-state');
  try {
    const answer = await fetch(form.dataset.draft, {
      method: 'POST', body: fields(form), redirect: 'error', keepalive: Boolean(leaving),
      headers: { 'Masora-Page': token() } });
    if (!answer.ok) throw new Error('not kept');
    if (!waiting.has(form)) state.textContent = state.dataset.kept;
  } catch {
    state.textContent = state.dataset.notyet;
    if (!waiting.has(form)) waiting.set(form, { first: Date.now(), timer: setTimeout(() => keep(form), AGAIN_MILLIS) });
  }
}

document.addEventListener('input', event => {
  const form = event.target.closest?.('.verse-edit');
  if (form) typed(form);
});
function keepAll() {
  keepTyped(document);
}

// What was typed in there is kept now; what is just being sent is kept with that.
function keepTyped(within) {
  for (const [form, { timer }] of [...waiting]) {
    if (!within.contains(form) || form.querySelector('[data-waiting]')) continue;
    clearTimeout(timer);
    keep(form, true);
  }
}
addEventListener('pagehide', keepAll);
document.addEventListener('visibilitychange', () => { if (document.hidden) keepAll(); });

// ---- Typing: only words come in, and a verse has no lines of its own

document.addEventListener('paste', event => {
  if (!event.target.closest?.('div.edit-field')) return;
  event.preventDefault();
  const words = (event.clipboardData?.getData('text/plain') || '').replace(/\s+/g, ' ');
  document.execCommand('insertText', false, words);
});
document.addEventListener('drop', event => {
  if (event.target.closest?.('div.edit-field')) event.preventDefault();
});
document.addEventListener('keydown', event => {
  const field = event.target.closest?.('.edit-field');
  if (!field || event.isComposing || event.keyCode === 229) return;
  const form = field.closest('form');
  if (event.key === 'Enter') {
    const sends = event.ctrlKey || event.metaKey;
    if (sends || !field.matches('textarea')) event.preventDefault();
    if (sends) form.requestSubmit(form.querySelector('button.main'));
  } else if (event.key === 'Escape' && !form.hasAttribute('data-own')) {
    form.querySelector('.buttons:last-child [data-act]').click();
  }
});

// Words that are being marked are not meant to be opened.
document.addEventListener('click', event => {
  if (event.target.closest('.verse-words, .frame-text') && String(getSelection())) event.stopPropagation();
}, true);

// ---- An editor that opens takes the focus, at the end of the words

function focusNew(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  // What it asks is seen, wherever the editor stands.
  if (node.matches('.asks')) node.scrollIntoView({ block: 'nearest' });
  const wanted = '.edit-field[data-focus]';
  const field = node.matches(wanted) ? node : node.querySelector(wanted);
  if (!field) return;
  field.removeAttribute('data-focus');
  const lines = field.matches('textarea');
  if (!lines && !field.isContentEditable) field.contentEditable = 'true';
  if (field.closest('form').hasAttribute('data-own') || document.querySelector('dialog[open]')) return;
  field.focus({ preventScroll: true });
  if (lines) {
    field.setSelectionRange(field.value.length, field.value.length);
  } else {
    getSelection().selectAllChildren(field);
    getSelection().collapseToEnd();
  }
  field.closest('form').scrollIntoView({ block: 'nearest' });
}
new MutationObserver(changes => {
  for (const change of changes) change.addedNodes.forEach(focusNew);
}).observe(document.body, { childList: true, subtree: true });
