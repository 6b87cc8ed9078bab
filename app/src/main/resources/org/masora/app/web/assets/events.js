// One stream of events for all windows of a browser: a shared worker, because a browser opens six connections at most.
'use strict';

const SILENCE_MILLIS = 4000;
const RETRY_MILLIS = 1000;
const STAMP = location.pathname.split('/')[2];
const ports = new Set();
let token = '';
let alive = null;
let running = false;

onconnect = event => {
  const port = event.ports[0];
  port.onmessage = message => {
    if (message.data.leaving) {
      ports.delete(port);
      return;
    }
    token = message.data.token;
    ports.add(port);
    if (alive !== null) port.postMessage({ alive });
    if (!running) {
      running = true;
      listen();
    }
  };
};

function tell(message) {
  if ('alive' in message) {
    if (message.alive === alive) return;
    // What changed before the stream began was told to nobody.
    message.missed = message.alive && alive === null;
    alive = message.alive;
  }
  for (const port of ports) port.postMessage(message);
}

// Another program can have taken the port: nothing secret is sent before Masora has proved who it is.
async function isMasora() {
  const thought = crypto.randomUUID();
  const answer = await fetch('/alive?to=' + thought, { signal: AbortSignal.timeout(SILENCE_MILLIS) });
  if (answer.status === 401) return 'stranger';
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey(
    'raw', encoder.encode(token), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const seal = await crypto.subtle.sign('HMAC', key, encoder.encode(location.port + ' ' + thought));
  const expected = [...new Uint8Array(seal)].map(byte => byte.toString(16).padStart(2, '0')).join('');
  if (!answer.ok || (await answer.text()) !== expected) return 'other';
  if (answer.headers.get('Masora-Assets') !== STAMP) tell({ newer: true });
  return 'masora';
}

async function listen() {
  for (;;) {
    try {
      const who = await isMasora();
      if (who === 'masora') await stream();
      else if (who === 'stranger') tell({ stranger: true });
    } catch {
      // No answer, or the stream was cut: said below, and tried again.
    }
    tell({ alive: false });
    await new Promise(done => setTimeout(done, RETRY_MILLIS));
  }
}

async function stream() {
  const stop = new AbortController();
  let silence = setTimeout(() => stop.abort(), SILENCE_MILLIS);
  const answer = await fetch('/events', {
    headers: { Accept: 'text/event-stream', 'Masora-Page': token }, signal: stop.signal });
  if (!answer.ok) return;
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    clearTimeout(silence);
    silence = setTimeout(() => stop.abort(), SILENCE_MILLIS);
    tell({ alive: true });
    const events = (rest + value).split('\n\n');
    rest = events.pop();
    for (const event of events) {
      if (/^event: ?changed$/m.test(event)) {
        tell({ topics: (/^data: ?(.*)$/m.exec(event) || ['', ''])[1].split(' ') });
      }
    }
  }
}
