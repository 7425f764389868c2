// What a page must hold for everybody: returns a list of faults, empty when there is none.
const faults = [];
const say = (what, node) => faults.push(what + ': ' + (node ? node.outerHTML.slice(0, 120) : ''));
const name = node => (node.getAttribute('aria-label') || (node.getAttribute('aria-labelledby') || '').split(' ')
  .map(id => document.getElementById(id)?.textContent || '').join(' ') || node.textContent || node.title || '').trim();

if (document.querySelectorAll('h1').length !== 1) say('not exactly one h1');
for (const landmark of ['header', 'nav', 'main', 'footer'])
  if (!document.querySelector(landmark)) say('no landmark ' + landmark);
if (!document.documentElement.lang) say('no language');
if (!document.title) say('no title');
const ids = [...document.querySelectorAll('[id]')].map(n => n.id);
ids.filter((id, i) => ids.indexOf(id) !== i).forEach(id => say('id twice: ' + id));
for (const field of document.querySelectorAll('input, select'))
  if (!field.labels?.length && !field.getAttribute('aria-label')) say('no label', field);
for (const link of document.querySelectorAll('a[href], button')) if (!name(link)) say('no name', link);
for (const picture of document.querySelectorAll('svg:not([aria-hidden]), img')) if (!name(picture)) say('no name', picture);
for (const region of document.querySelectorAll('[role=region]')) if (!name(region)) say('no name', region);
for (const table of document.querySelectorAll('table')) {
  if (!table.caption) say('no caption', table);
  if (!table.querySelector('th[scope]')) say('no header cells', table);
}
for (const ref of document.querySelectorAll('[aria-labelledby]'))
  for (const id of ref.getAttribute('aria-labelledby').split(' ')) if (!document.getElementById(id)) say('label is missing: ' + id);
let level = 1;
for (const heading of document.querySelectorAll('h1, h2, h3, h4')) {
  const own = Number(heading.tagName[1]);
  if (own > level + 1) say('heading level skipped', heading);
  level = own;
}
if (document.documentElement.scrollWidth > window.innerWidth + 1)
  say('wider than the window: ' + document.documentElement.scrollWidth + ' > ' + window.innerWidth);

// Contrast of text against what is behind it (WCAG 2.2, 1.4.3), as painted.
const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
canvas.canvas.width = canvas.canvas.height = 1;
const rgba = color => {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
  return [r, g, b, a / 255];
};
const over = (top, under) => top.slice(0, 3).map((c, i) => c * top[3] + under[i] * (1 - top[3])).concat(1);
const ground = node => {
  const layers = [];
  for (let at = node; at; at = at.parentElement) layers.push(rgba(getComputedStyle(at).backgroundColor));
  return layers.reverse().reduce((under, top) => over(top, under), rgba('Canvas'));
};
const light = c => c.slice(0, 3).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
  .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const checked = new Set();
while (texts.nextNode()) {
  const node = texts.currentNode.parentElement;
  if (!texts.currentNode.textContent.trim() || checked.has(node) || node.closest('svg, script, .hidden, [hidden], .skip')) continue;
  checked.add(node);
  const style = getComputedStyle(node);
  const [a, b] = [light(over(rgba(style.color), ground(node))), light(ground(node))];
  const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
  const size = parseFloat(style.fontSize);
  if (ratio < (size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5))
    say('contrast ' + ratio.toFixed(2), node);
}
return faults;
