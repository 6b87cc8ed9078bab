// What the page does in the browser: fetches what stands on it, sends what people do, and shows anew what changed
// without touching anything that somebody is using. What things mean is decided by Masora, not here.
'use strict';

const TOKEN = 'masora.page';
const token = () => localStorage.getItem(TOKEN) || '';
const written = new Intl.NumberFormat('en-u-nu-' + (document.documentElement.dataset.digits || 'latn'), { useGrouping: false });
const byId = id => document.getElementById(id);
let newer = false;

// ---- Asking Masora

async function ask(method, address, body) {
  const answer = await fetch(address, {
    method, body, redirect: 'error', headers: { 'Masora-Page': token() } });
  if (answer.status === 401 || answer.status === 403) {
    byId('stranger').hidden = false;
    throw new Error('not let in');
  }
  return answer;
}

function parse(markup) {
  return [...new DOMParser().parseFromString(markup, 'text/html').body.children];
}

// ---- Showing anew

// What somebody is using stays: what holds the focus and can be typed in, an open menu or dialog, what is being dragged.
function inUse(element) {
  if (element.hasAttribute('data-dragging') || element.hasAttribute('data-own') || (element.matches('dialog, details') && element.open)) return true;
  return element === document.activeElement && element.matches('input, textarea, select, [contenteditable]');
}

// What was typed stays, also after the focus has moved on.
function isTypedIn(element) {
  if (element.matches('input[type=checkbox], input[type=radio]')) return element.checked !== element.defaultChecked;
  if (element.matches('input, textarea')) return element.value !== element.defaultValue;
  if (!element.matches('select')) return false;
  return element.selectedIndex !== Math.max(0, [...element.options].findIndex(option => option.defaultSelected));
}

// What was left alone is fetched anew when it is used no more.
function leaveAlone(element) {
  element.closest('[data-src]')?.setAttribute('data-behind', '');
}
function catchUp() {
  for (const piece of document.querySelectorAll('[data-behind]')) {
    piece.removeAttribute('data-behind');
    if (piece.contains(document.activeElement)) piece.setAttribute('data-behind', '');
    else fetchPiece(piece.id);
  }
}
document.addEventListener('focusout', () => setTimeout(catchUp));

function morph(old, fresh) {
  // What is in a template is none of its children.
  if (old.matches('template')) {
    old.replaceWith(fresh);
    return;
  }
  if (old.isEqualNode(fresh)) return;
  if (inUse(old)) {
    leaveAlone(old);
    return;
  }
  if (old.tagName !== fresh.tagName) {
    old.replaceWith(fresh);
    return;
  }
  if (!isTypedIn(old)) {
    for (const { name } of [...old.attributes]) {
      if (!fresh.hasAttribute(name) && !['data-waiting', 'data-behind', 'data-over'].includes(name)) old.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) {
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    if (old.matches('input') && !old.matches('[type=file]')) {
      old.checked = fresh.checked;
      if (old.value !== fresh.value) old.value = fresh.value;
    }
    if (old.matches('progress')) {
      if (fresh.hasAttribute('value')) old.value = fresh.value;
    }
    if (old.matches('textarea')) {
      old.value = fresh.value;
      return;
    }
  } else if (old.matches('textarea, select')) {
    return;
  }
  morphChildren(old, fresh);
}

function key(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node.id || node.dataset.key || '' : '';
}

function morphChildren(old, fresh) {
  const known = new Map([...old.children].filter(key).map(child => [key(child), child]));
  const wanted = [...fresh.childNodes];
  const stays = new Set(wanted.map(key).filter(name => name));
  for (const child of [...old.childNodes]) {
    const name = key(child);
    if (!name || stays.has(name)) continue;
    if (holdsUse(child)) leaveAlone(child);
    else child.remove();
  }
  // An element that is moved loses its focus, so while something in a list is used, others are put around it.
  let at = old.firstChild;
  for (const node of wanted) {
    const name = key(node);
    const same = name ? known.get(name) : null;
    if (same && same.parentNode === old) {
      at = skipTo(same, at, stays);
      if (same === at) {
        at = at.nextSibling;
      } else if (holdsUse(same)) {
        while (at && at !== same) {
          const next = at.nextSibling;
          if (key(at)) old.appendChild(at);
          else at.remove();
          at = next;
        }
        at = same.nextSibling;
      } else {
        old.insertBefore(same, at);
      }
      morph(same, node);
    } else if (!name && at && !key(at) && at.nodeType === node.nodeType && at.nodeName === node.nodeName) {
      const next = at.nextSibling;
      if (node.nodeType === Node.ELEMENT_NODE) morph(at, node);
      else if (at.nodeValue !== node.nodeValue) at.nodeValue = node.nodeValue;
      at = next;
    } else {
      old.insertBefore(node, at);
    }
  }
  while (at) {
    const next = at.nextSibling;
    if (holdsUse(at)) leaveAlone(at);
    else at.remove();
    at = next;
  }
}

// Where nothing that stays stands between, nothing is moved: what has no name goes with the named one that it stood
// behind, and what is left alone stays where it is.
function skipTo(same, at, stays) {
  let between = at;
  while (between && between !== same && !stays.has(key(between))) between = between.nextSibling;
  if (between !== same) return at;
  while (at !== same) {
    const next = at.nextSibling;
    if (!key(at)) {
      if (holdsUse(at)) leaveAlone(at);
      else at.remove();
    }
    at = next;
  }
  return same;
}

function holdsUse(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return false;
  return node.contains(document.activeElement)
    || node.matches('[data-dragging], [data-own], dialog[open], details[open]')
    || node.querySelector('[data-dragging], [data-own], dialog[open], details[open]') !== null;
}

// A piece with data-anew takes the place of the old one whole: it is about something else. It may say what takes the
// focus then (data-focus).
function show(pieces) {
  let then = null;
  let wanted = '';
  for (const piece of pieces) {
    if (piece.dataset.say) {
      say(piece);
      continue;
    }
    // What was typed is kept elsewhere by now, so the element that was left alone for it goes.
    if (piece.dataset.releases) {
      byId(piece.dataset.releases)?.remove();
      then = piece.dataset.then;
      continue;
    }
    const old = byId(piece.id);
    if (old && piece.hasAttribute('data-anew')) {
      keepTyped(old);
      old.replaceWith(piece);
      wanted = piece.dataset.focus || wanted;
    } else if (piece.matches('dialog')) {
      if (old) old.remove();
      openDialog(piece);
    } else if (old) {
      morph(old, piece);
      if (old.id === 'main') arrived(old);
    }
  }
  if (then) byId(then)?.focus();
  if (wanted) byId(wanted)?.focus();
  if (pieces.some(piece => piece.hasAttribute('data-anew'))) follow();
  count();
  fetchPieces();
}

// A list with data-follows, where it scrolls by itself, keeps in sight which of its rows is the current one.
function follow() {
  for (const list of document.querySelectorAll('[data-follows]')) {
    const row = list.querySelector('[aria-current=true]')?.getBoundingClientRect();
    if (!row || list.scrollHeight <= list.clientHeight) continue;
    const seen = list.getBoundingClientRect();
    if (row.top < seen.top) list.scrollTop -= seen.top - row.top;
    else if (row.bottom > seen.bottom) list.scrollTop += row.bottom - seen.bottom;
  }
}

// ---- Dialogs and what is said

let backTo = null;

function openDialog(dialog) {
  for (const open of document.querySelectorAll('dialog[open]')) open.close();
  if (!backTo || !backTo.isConnected) backTo = document.activeElement;
  document.body.append(dialog);
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (!document.querySelector('dialog[open]') && backTo) {
      const same = backTo.isConnected ? backTo : byId(backTo.id);
      if (same) same.focus();
      backTo = null;
    }
  });
  dialog.showModal();
}

function say(sentence) {
  const place = sentence.dataset.say === 'assertive' ? byId('alarm') : byId('said');
  const note = document.createElement('div');
  note.className = 'note';
  note.append(sentence);
  const dismiss = document.createElement('button');
  dismiss.type = 'button';
  dismiss.className = 'plain';
  dismiss.textContent = byId('dismiss').textContent;
  dismiss.addEventListener('click', () => note.remove());
  note.append(dismiss);
  place.append(note);
  if (place.id === 'said') {
    const go = () => (note.matches(':hover, :focus-within') ? setTimeout(go, 2000) : note.remove());
    setTimeout(go, 12000);
  }
}

// ---- Screens

// What changes while a screen is on its way is not in it yet.
let coming = 0;
let turns = 0;
const meanwhile = new Set();

async function goTo(address, remember) {
  if (newer) {
    location.assign(address);
    return;
  }
  if (remember) history.pushState(null, '', address);
  coming++;
  try {
    await come(address, remember);
  } finally {
    if (--coming === 0) {
      const topics = [...meanwhile];
      meanwhile.clear();
      changed(topics);
    }
  }
}

async function come(address, remember) {
  const turn = ++turns;
  byId('main').setAttribute('aria-busy', 'true');
  const answer = await ask('GET', address);
  const [fresh] = parse(await answer.text());
  // Of two that are on their way the one that was asked for last is shown.
  if (!fresh || turn !== turns) return;
  const main = byId('main');
  if (fresh.id !== 'main') {
    show([fresh]);
    main.removeAttribute('aria-busy');
    return;
  }
  inSightFirst(fresh);
  main.replaceWith(fresh);
  arrived(fresh);
  scrollTo(0, 0);
  if (remember) fresh.focus({ preventScroll: true });
  count();
  fetchPieces();
}

// What stands far down is laid out a moment after the top was seen; on a slow computer that is half of what there is to do.
function inSightFirst(main) {
  if (document.hidden || main.querySelector('[data-focus]')) return;
  main.setAttribute('data-top', '');
  requestAnimationFrame(() => setTimeout(() => main.removeAttribute('data-top'), 150));
}

function arrived(main) {
  document.title = main.dataset.title + ' – Masora';
  // A team's own font comes first; what it lacks, or a computer without it, is drawn with ours.
  const texts = main.querySelector('[data-font-percent]');
  document.documentElement.style.setProperty('--own-font', texts?.dataset.font ? JSON.stringify(texts.dataset.font) : 'Masora');
  document.documentElement.style.setProperty('--text-size', main.dataset.textPercent * (texts?.dataset.fontPercent || 100) / 10000);
  // Screens of one project, and those beside the first one, belong to the projects.
  const own = [...document.querySelectorAll('#top nav a')];
  const here = own.find(link => link.pathname === location.pathname);
  for (const link of own) {
    if (link === (here || own[0])) link.setAttribute('aria-current', here ? 'page' : 'true');
    else link.removeAttribute('aria-current');
  }
}

// ---- Live pieces: an element with data-live (topics) and data-src (where it is fetched); data-src alone is fetched once.

const fetching = new Map();

async function fetchPiece(id) {
  if (fetching.has(id)) {
    fetching.set(id, 'again');
    return;
  }
  fetching.set(id, 'once');
  try {
    do {
      fetching.set(id, 'once');
      const old = byId(id);
      // What is not over a pane any more has nothing to be fetched for.
      if (!old?.dataset.src) break;
      old.setAttribute('data-fetched', '');
      const asked = old.dataset.src;
      const answer = await ask('GET', asked);
      const [fresh] = parse(await answer.text());
      const now = byId(id);
      // Somebody turned to another page of it meanwhile: that is asked for then.
      if (now && now.dataset.src !== asked) {
        fetching.set(id, 'again');
        continue;
      }
      if (now && fresh && answer.ok) {
        if (!fresh.dataset.src) fresh.dataset.src = now.dataset.src;
        fresh.setAttribute('data-fetched', '');
        show([fresh]);
      } else if (fresh && fresh.dataset.say) {
        show([fresh]);
      }
    } while (fetching.get(id) === 'again');
  } catch {
    // Masora is away: that is said elsewhere, and all pieces are fetched when it is back.
  } finally {
    fetching.delete(id);
  }
}

function fetchPieces() {
  for (const piece of document.querySelectorAll('[data-src]:not([data-fetched])')) fetchPiece(piece.id);
}

// What changed is fetched a moment later: what somebody has just pressed is seen first, and what changes together is
// fetched once.
const CHANGED_MILLIS = 150;
const due = new Set();

function changed(topics) {
  if (coming) topics.forEach(topic => meanwhile.add(topic));
  if (topics.length && !due.size) setTimeout(fetchDue, CHANGED_MILLIS);
  topics.forEach(topic => due.add(topic));
}

function fetchDue() {
  for (const piece of document.querySelectorAll('[data-live]')) {
    if (piece.dataset.live.split(' ').some(topic => due.has(topic))) fetchPiece(piece.id);
  }
  due.clear();
}

// What counts down says so by itself; when it is over is decided by Masora.
setInterval(() => {
  for (const seconds of document.querySelectorAll('[data-until]')) {
    const left = written.format(Math.max(0, Math.ceil((seconds.dataset.until - Date.now()) / 1000)));
    if (seconds.textContent !== left) seconds.textContent = left;
  }
}, 200);

// ---- What people do

async function act(element, address, body) {
  if (element.hasAttribute('data-waiting')) return;
  element.setAttribute('data-waiting', '');
  try {
    const answer = await ask('POST', address, body);
    const markup = await answer.text();
    if (answer.headers.get('Masora-Close')) {
      for (const open of document.querySelectorAll('dialog[open]')) open.close();
    }
    if (element.form?.hasAttribute('data-once') && answer.ok) element.form.reset();
    show(parse(markup));
    const next = answer.headers.get('Masora-Go');
    if (next) await goTo(next, true);
  } catch {
    if (byId('stranger').hidden && byId('gone').hidden) {
      const sentence = document.createElement('p');
      sentence.dataset.say = 'assertive';
      sentence.textContent = byId('failed').textContent;
      say(sentence);
    }
  } finally {
    element.removeAttribute('data-waiting');
  }
}

// What has data-with=ID sends the fields of that form, too.
function withFields(element, data) {
  const form = element.closest('[data-with]');
  if (form) for (const [name, value] of new FormData(byId(form.dataset.with))) data.append(name, value);
  return data;
}

function fields(form, button) {
  const data = new URLSearchParams(new FormData(form));
  if (button && button.name) data.append(button.name, button.value);
  return data;
}

document.addEventListener('submit', event => {
  const form = event.target;
  if (form.method === 'dialog') return;
  event.preventDefault();
  const address = event.submitter?.dataset.act || form.dataset.act;
  if (address) act(event.submitter || form, address, withFields(form, fields(form, event.submitter)));
  else if (form.dataset.filters) filter(form);
});

// A list with data-fills="ID" puts into that field what the chosen one has as data-fill.
document.addEventListener('change', event => {
  const field = event.target.dataset?.fills && byId(event.target.dataset.fills);
  if (field) field.value = event.target.selectedOptions[0].dataset.fill;
});

// A form with data-filters="ID" decides what that piece shows, while it is filled in.
let typing = 0;
function filter(form) {
  const piece = byId(form.dataset.filters);
  piece.dataset.src = piece.dataset.src.split('?')[0] + '?' + fields(form);
  fetchPiece(piece.id);
}
document.addEventListener('input', event => {
  const form = event.target.form;
  if (!form?.dataset.filters || form.hasAttribute('data-on-submit') || event.isComposing) return;
  clearTimeout(typing);
  typing = setTimeout(() => filter(form), 60);
});

document.addEventListener('change', event => {
  const chooses = event.target.dataset.chooses;
  if (chooses) {
    document.cookie = 'masora-' + chooses + '=' + event.target.value + '; path=/; SameSite=Strict; max-age=31536000';
    // Reading waits until it is written: the reload has to send it along.
    if (document.cookie) location.reload();
    return;
  }
  const element = event.target.closest('[data-act-on-change]');
  if (element) act(element, element.dataset.actOnChange, fields(element.form));
});

document.addEventListener('click', event => {
  const opener = event.target.closest('[data-opens]');
  if (opener) {
    const more = String(withFields(opener, new URLSearchParams()));
    const address = opener.dataset.opens + (more && (opener.dataset.opens.includes('?') ? '&' : '?') + more);
    opener.setAttribute('data-waiting', '');
    ask('GET', address).then(async answer => showFrom(opener, parse(await answer.text()))).catch(() => {})
      .finally(() => opener.removeAttribute('data-waiting'));
    return;
  }
  const goer = event.target.closest('[data-goes]');
  if (goer) {
    goTo(goer.dataset.goes, true).catch(() => {});
    return;
  }
  const closer = event.target.closest('[data-closes]');
  if (closer) {
    closer.closest('dialog')?.close();
    return;
  }
  const button = event.target.closest('button[data-act]');
  if (button && (button.type === 'button' || !button.form)) {
    act(button, button.dataset.act, withFields(button, new URLSearchParams()));
    return;
  }
  const tab = event.target.closest('[data-tab]');
  if (tab) {
    showTab(tab);
    return;
  }
  const jumper = event.target.closest('[data-jumps]');
  if (jumper && jumpTo(jumper.dataset.jumps)) {
    event.preventDefault();
    return;
  }
  const link = event.target.closest('a[data-go]');
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    goTo(link.pathname + link.search, true).catch(() => {});
  }
});

// What was pressed may itself be replaced by what it opens; then the focus goes to what stands first there.
function showFrom(opener, pieces) {
  const around = pieces.map(piece => byId(piece.id)).find(old => old && !old.matches('dialog') && old.contains(opener));
  if (around) opener.blur();
  show(pieces);
  if (around && document.activeElement === document.body) (opener.isConnected ? opener : around.querySelector('button, a, input'))?.focus();
}

// In an element with data-keys single keys press what has them as data-press-key, unless somebody types.
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (event.target.matches('input, textarea, select, [contenteditable]')) return;
  const pressed = event.target.closest('[data-keys]')?.querySelector(`[data-press-key="${CSS.escape(event.key)}"]`);
  if (!pressed || pressed.disabled) return;
  event.preventDefault();
  pressed.click();
});

document.addEventListener('click', event => {
  if (event.target.closest('[data-prints]')) print();
});

// A menu opens upwards where there is no room below, so that it is whole where a list ends.
document.addEventListener('toggle', event => {
  if (!event.target.matches('details.menu')) return;
  const list = event.target.lastElementChild;
  list.removeAttribute('data-up');
  if (!event.target.open) return;
  const around = event.target.closest('.scrolls')?.getBoundingClientRect() || { top: 0, bottom: innerHeight };
  const row = event.target.getBoundingClientRect();
  const below = around.bottom - row.bottom;
  list.toggleAttribute('data-up', below < list.offsetHeight && row.top - around.top > below);
  list.scrollIntoView({ block: 'nearest' });
}, true);

// A menu closes when one goes elsewhere, or with Escape.
document.addEventListener('click', event => {
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (!menu.contains(event.target) || event.target.closest('button, a')) menu.open = false;
  }
});
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape') return;
  const menu = event.target.closest('details.menu[open]');
  if (menu) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});

// Something with data-jumps=SUBJECT leads to the row with that data-subject, where one is shown.
function jumpTo(subject) {
  const row = document.querySelector(`[data-subject="${CSS.escape(subject)}"]`);
  if (!row) return false;
  const pane = row.closest('.pane');
  if (!row.checkVisibility()) document.querySelector(`[data-tab="${pane?.id.replace('-pane', '')}"]`)?.click();
  row.scrollIntoView({ block: 'center' });
  row.querySelector('button.state, summary')?.focus({ preventScroll: true });
  return true;
}

function showTab(tab) {
  const list = tab.closest('[data-tabs]');
  byId(list.dataset.tabs).dataset.shown = tab.dataset.tab;
  for (const other of list.querySelectorAll('[data-tab]')) {
    other.setAttribute('aria-pressed', String(other === tab));
  }
}

addEventListener('popstate', () => goTo(location.pathname + location.search, false).catch(() => {}));

// A button with data-counts="ID" says in its .counted how many are ticked in that piece. Where all of those rows, or all
// rows while none is ticked, have data-later, its .label is what stands in its template.later, else in template.sooner.
function count() {
  for (const button of document.querySelectorAll('[data-counts]')) {
    const ticked = [...byId(button.dataset.counts).querySelectorAll(':checked')];
    const rows = ticked.length ? ticked.map(box => box.closest('.row')) : [...byId(button.dataset.counts).querySelectorAll('.row')];
    const name = rows.length && rows.every(row => row.hasAttribute('data-later')) ? 'later' : 'sooner';
    if ((button.dataset.name || 'sooner') !== name) {
      button.dataset.name = name;
      button.querySelector('.label').replaceChildren(button.querySelector('template.' + name).content.cloneNode(true));
    }
    const counted = button.querySelector('.counted');
    const number = ticked.length ? written.format(ticked.length) : '';
    if (counted.textContent !== number) counted.textContent = number;
  }
}
document.addEventListener('change', count);

// ---- Dragging: what can be dragged says what it is (data-drag), a whole pane takes it (data-drop), and says beforehand
// what will happen. A release elsewhere, or Escape, does nothing. Every drag has a button that does the same.

let dragged = null;
document.addEventListener('dragstart', event => {
  const row = event.target.closest?.('[data-drag]');
  if (!row) return;
  dragged = row;
  row.setAttribute('data-dragging', '');
  event.dataTransfer.effectAllowed = 'copy';
  event.dataTransfer.setData('text/plain', '');
});
function dropPlace(event) {
  const place = dragged && event.target.closest?.('[data-drop]');
  return place && place.dataset.takes === dragged.dataset.drag.split(' ')[0] ? place : null;
}
document.addEventListener('dragover', event => {
  const place = dropPlace(event);
  if (!place) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'copy';
  const list = place.querySelector('.scrolls');
  if (list) {
    const box = list.getBoundingClientRect();
    if (event.clientY < box.top + 40) list.scrollTop -= 12;
    if (event.clientY > box.bottom - 40) list.scrollTop += 12;
  }
  if (!place.hasAttribute('data-over')) {
    place.setAttribute('data-over', '');
    ask('GET', place.dataset.foretells + '?what=' + encodeURIComponent(dragged.dataset.drag))
      .then(async answer => {
        const said = parse(await answer.text());
        if (place.hasAttribute('data-over')) show(said);
      })
      .catch(() => {});
  }
});
function leave() {
  for (const place of document.querySelectorAll('[data-over]')) {
    place.removeAttribute('data-over');
    const hint = place.querySelector('.drop-hint');
    hint?.removeAttribute('data-src');
    hint?.replaceChildren();
  }
}
document.addEventListener('dragleave', event => {
  const place = event.target.closest?.('[data-over]');
  if (place && !place.contains(event.relatedTarget)) leave();
});
document.addEventListener('drop', event => {
  const place = dropPlace(event);
  if (!place) return;
  event.preventDefault();
  act(place, place.dataset.drop, new URLSearchParams({ what: dragged.dataset.drag }));
});
document.addEventListener('dragend', () => {
  dragged?.removeAttribute('data-dragging');
  dragged = null;
  leave();
  catchUp();
});

// ---- Masora's life

const worker = new SharedWorker(document.body.dataset.events);
let away = false;

// Another build of Masora has taken over: a window is loaded anew with its files where nobody uses anything in it, else
// when somebody goes to another screen.
function renew() {
  newer = true;
  const focused = document.activeElement;
  const used = focused && focused !== document.body && focused.id !== 'main'
    || document.querySelector('[data-own], [data-dragging], dialog[open], details[open]')
    || [...document.querySelectorAll('input, textarea, select')].some(isTypedIn);
  if (!used) location.reload();
}

worker.port.onmessage = ({ data }) => {
  if (data.newer) renew();
  if (data.stranger) {
    byId('stranger').hidden = false;
    byId('gone').hidden = true;
  }
  if (data.alive === false && byId('stranger').hidden) {
    byId('gone').hidden = false;
    away = true;
  }
  if (data.alive === true) {
    byId('gone').hidden = true;
    byId('stranger').hidden = true;
    if (away || data.missed) back();
    away = false;
  }
  if (data.topics) changed(data.topics);
};
worker.port.postMessage({ token: token() });
addEventListener('pagehide', () => worker.port.postMessage({ leaving: true }));
addEventListener('pageshow', event => {
  if (event.persisted) worker.port.postMessage({ token: token() });
});

// What was missed meanwhile is fetched; what somebody types in is left alone.
function back() {
  if (byId('main').hasAttribute('aria-busy')) goTo(location.pathname + location.search, false).catch(() => {});
  for (const piece of document.querySelectorAll('[data-live]')) fetchPiece(piece.id);
}

goTo(location.pathname + location.search, false).catch(() => {});
fetchPieces();
