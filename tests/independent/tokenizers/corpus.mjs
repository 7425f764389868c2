// Training text and test strings, all from one seeded generator (mulberry32).
export function random(seed) {
  let s = seed >>> 0
  return () => {
    s = (s + 0x6d2b79f5) >>> 0
    let t = Math.imul(s ^ (s >>> 15), s | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const prose = `The quick brown fox doesn't jump; it's over, we'll see. They've said I'm wrong & you're RIGHT, he'd know.
Ledger, tournament, champion, challenger, weights 12345 and 3.14159, loss 0.0012e-5. Überraschung im Straßenverkehr, déjà vu,
naïve façade, Ελληνικά γράμματα, Русский текст, עברית, العربية, हिन्दी में लिखा, ไทย, 日本語のテキスト、中文字符测试。한국어 문장입니다.
function add(a, b) {\n    return a + b; // sums\n}\n\tif (x == null) { throw new Error("no x"); }\nfor i in range(10):\n\tprint(i)\n
<html><body class="a">text</body></html> SELECT * FROM t WHERE id = 42;  1,000,000  ½ ² Ⅷ ٣٤٥ १२३
👍🏽 👨‍👩‍👧‍👦 🇩🇪 🎉🎉 zero\u200bwidth no\u00a0break e\u0301 n\u0303 \u1112\u1161\u11ab 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𐐀𐐨 𠀋`

const words = prose.split(/\s+/)
const gaps = [' ', ' ', ' ', '  ', '   ', '\n', '\n\n', '\r\n', '\t', ' \n ', '\u00a0', '\u3000', '', '', '\u2028', '\u2003']
const specials = ['<|im_start|>', '<|im_end|>', '<|endoftext|>', '<s>', '</s>', '<unk>', '<|im_', '<0x41>', '▁', 'MARK', '<mask>']

function codePoint(next) {
  const kind = next()
  if (kind < 0.3) return 32 + Math.floor(next() * 95)
  if (kind < 0.5) return Math.floor(next() * 0x250)
  if (kind < 0.75) return Math.floor(next() * 0x10000)
  return Math.floor(next() * 0x30000)
}

// Assigned letters, digits, marks, signs and spaces only; case folding of the long s and the Kelvin sign differs.
const assigned = /^[\p{L}\p{N}\p{M}\p{P}\p{S}\p{Z}\n\r\t]$/u
const young = /[\u017F\u212A]/u

export function strings(seed, count) {
  const next = random(seed), all = []
  const pick = list => list[Math.floor(next() * list.length)]
  while (all.length < count) {
    let text = ''
    for (let n = Math.floor(next() * 14); n >= 0; n--) {
      const kind = next()
      if (kind < 0.55) text += pick(words) + pick(gaps)
      else if (kind < 0.63) text += pick(specials)
      else if (kind < 0.70) text += pick([' ', '\n', '\t', '\r\n', '  \n']).repeat(1 + Math.floor(next() * 9))
      else if (kind < 0.75) text += String(Math.floor(next() * 10 ** (1 + Math.floor(next() * 12))))
      else if (kind < 0.77) text += String.fromCharCode(0xd800 + Math.floor(next() * 0x800)) // a lone surrogate
      else for (let i = 0; i < 4; i++) {
        const c = String.fromCodePoint(codePoint(next))
        if (assigned.test(c) && !young.test(c)) text += c
      }
    }
    // What is no Unicode text is replaced before any tokenizer sees it.
    all.push(Buffer.from(text, 'utf8').toString())
  }
  return all
}

export const corpus = () => (prose + '\n').repeat(3) + strings(99, 400).join('\n').replace(/[^\S\n ]/g, ' ')
