// Live refresh and the check of proofs. The pages work without it.
'use strict';
(() => {
  const head = () => Number(document.body.dataset.head);
  const live = document.getElementById('live');

  // The page itself is fetched again and its content put in place: what is shown is what the server renders.
  async function refresh() {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const focused = document.activeElement;
    if (focused && focused.closest('main form, main .scroll:focus')) return;
    document.getElementById('main').replaceChildren(...fresh.getElementById('main').childNodes);
    document.querySelector('footer p a').replaceWith(fresh.querySelector('footer p a'));
    document.body.dataset.head = fresh.body.dataset.head;
    proofs();
  }

  // On a narrow screen the menu is wider than the window: this page's place in it is brought into sight.
  const here = document.querySelector('.top [aria-current]'), menu = here && here.closest('nav');
  if (menu) menu.scrollLeft = here.offsetLeft - (menu.clientWidth - here.offsetWidth) / 2;

  let waiting = 0;
  const seen = event => {
    if (Number(event.lastEventId) <= head() || waiting) return;
    waiting = setTimeout(() => { waiting = 0; refresh(); }, 700);
  };

  // Every event has a type of its own, so each is listened for by name.
  const types = ['tournament_announced', 'entry_submitted', 'entry_accepted', 'entry_refused', 'entry_fee_paid',
    'field_closed', 'round_drawn', 'task_posed', 'task_replaced', 'run_scheduled', 'run_started', 'run_finished',
    'run_failed', 'training_ended', 'loss_measured', 'measurement_failed', 'task_decided', 'round_closed',
    'champion_defended', 'champion_dethroned', 'tournament_completed', 'tournament_cancelled', 'weights_derived',
    'metagraph_observed', 'rulebook_adopted', 'message'];

  let source = null;
  function listen() {
    source = new EventSource('/live?after=' + head());
    source.onopen = () => { live.textContent = ', live'; };
    source.onerror = () => { live.textContent = ', reconnecting'; };
    for (const type of types) source.addEventListener(type, seen);
  }
  if (window.EventSource) {
    listen();
    // A browser opens six connections to a server: a page that is left, though kept for going back, must not hold one.
    addEventListener('pagehide', () => source.close());
    addEventListener('pageshow', event => { if (event.persisted) { listen(); refresh(); } });
  }

  const bytes = base64 => Uint8Array.from(atob(base64), c => c.charCodeAt(0));
  const sha256 = async (...parts) => {
    const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
    let at = 0;
    for (const part of parts) { all.set(part, at); at += part.length; }
    return new Uint8Array(await crypto.subtle.digest('SHA-256', all));
  };

  // RFC 9162, section 2.1.3.2: from the event's own bytes up to the root that the checkpoint signs.
  async function root(entry, proof) {
    let node = BigInt(proof.position - 1), last = BigInt(proof.size - 1);
    let hash = await sha256(Uint8Array.of(0), entry);
    for (const sibling of proof.path.map(bytes)) {
      if ((node & 1n) === 1n || node === last) {
        hash = await sha256(Uint8Array.of(1), sibling, hash);
        while ((node & 1n) === 0n && node !== 0n) { node >>= 1n; last >>= 1n; }
      } else hash = await sha256(Uint8Array.of(1), hash, sibling);
      node >>= 1n;
      last >>= 1n;
    }
    return last === 0n ? btoa(String.fromCharCode(...hash)) : null;
  }

  async function verify(position, say) {
    say('Fetching the event and its proof …');
    const [event, proof] = await Promise.all([
      fetch('/api/events/' + position).then(a => a.arrayBuffer()),
      fetch('/api/proofs/' + position).then(a => a.json()),
    ]);
    const computed = await root(new Uint8Array(event), proof);
    const signed = proof.checkpoint.split('\n')[2];
    say(computed !== null && computed === signed
      ? 'Verified here: hashing the event up the tree gives ' + computed + ', the root in the checkpoint.'
      : 'NOT VERIFIED: hashing the event gives ' + computed + ', the checkpoint says ' + signed + '.');
  }

  function proofs() {
    const box = document.getElementById('verify');
    if (!box || !window.crypto || !crypto.subtle) return;
    box.hidden = false;
    const status = box.querySelector('[role=status]');
    box.querySelector('button').onclick = () =>
      verify(Number(box.dataset.position), text => { status.textContent = text; })
        .catch(error => { status.textContent = 'Could not be checked: ' + error.message; });
  }
  proofs();
})();
