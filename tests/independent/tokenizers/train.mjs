// A plain byte-pair trainer: count pairs, join the most frequent, repeat. Writes the shapes of four well-known tokenizers.
import { corpus } from './corpus.mjs'

const gpt2 = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"
const tail = "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"
const llama3 = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}" + tail
const qwen2 = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}" + tail

const visible = [...Array(256).keys()].map(b => (b >= 33 && b <= 126) || (b >= 161 && b <= 172) || b >= 174)
let extra = 256
const byteChar = visible.map((v, b) => String.fromCharCode(v ? b : extra++))

function bpe(words, vocab, count) {
  const pieces = new Map()
  for (const word of words) pieces.set(word.join('\0'), (pieces.get(word.join('\0')) ?? 0) + 1)
  let list = [...pieces].map(([word, n]) => [word.split('\0'), n])
  const merges = []
  while (merges.length < count) {
    const pairs = new Map()
    for (const [word, n] of list)
      for (let i = 0; i + 1 < word.length; i++) {
        const key = word[i] + '\0' + word[i + 1]
        pairs.set(key, (pairs.get(key) ?? 0) + n)
      }
    let best = null
    for (const [key, n] of pairs) if (best === null || n > pairs.get(best) || (n === pairs.get(best) && key < best)) best = key
    if (best === null || pairs.get(best) < 2) break
    const [a, b] = best.split('\0')
    merges.push([a, b])
    if (!(a + b in vocab)) vocab[a + b] = Object.keys(vocab).length
    for (const entry of list) {
      const [word] = entry, out = []
      for (let i = 0; i < word.length; i++)
        if (word[i] === a && word[i + 1] === b) { out.push(a + b); i++ } else out.push(word[i])
      entry[0] = out
    }
  }
  return merges
}

const added = (id, content, more = {}) =>
  ({ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true, ...more })

function byteLevel(pattern, { nfc = false, prefix = false, whole = false, pairsAsText = false, marks = [] } = {}) {
  const vocab = Object.fromEntries(byteChar.map((c, i) => [c, i]))
  const text = nfc ? corpus().normalize('NFC') : corpus()
  const words = [...text.matchAll(new RegExp(pattern.replace("(?i:'s|'t|'re|'ve|'m|'ll|'d)", "'(?:[sS]|[tT]|[rR][eE])"), 'gu'))]
    .map(m => [...new TextEncoder().encode(m[0])].map(b => byteChar[b]))
  const merges = bpe(words, vocab, 700)
  const tokens = ['<|endoftext|>', '<|im_start|>', '<|im_end|>'].map((t, i) => added(Object.keys(vocab).length + i, t))
  marks.forEach((m, i) => tokens.push(added(Object.keys(vocab).length + 3 + i, m.content, m)))
  const split = { type: 'Split', pattern: { Regex: pattern }, behavior: 'Isolated', invert: false }
  return {
    version: '1.0', truncation: null, padding: null, added_tokens: tokens,
    normalizer: nfc ? { type: 'NFC' } : null,
    pre_tokenizer: pattern === gpt2
      ? { type: 'ByteLevel', add_prefix_space: prefix, trim_offsets: true, use_regex: true }
      : { type: 'Sequence', pretokenizers: [split, { type: 'ByteLevel', add_prefix_space: prefix, trim_offsets: false, use_regex: false }] },
    post_processor: { type: 'ByteLevel', add_prefix_space: prefix, trim_offsets: false, use_regex: false },
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: { type: 'BPE', dropout: null, unk_token: null, continuing_subword_prefix: null, end_of_word_suffix: null,
      fuse_unk: false, byte_fallback: false, ignore_merges: whole, vocab,
      merges: pairsAsText ? merges.map(m => m.join(' ')) : merges },
  }
}

function byteFallback(metaspace) {
  const vocab = { '<unk>': 0, '<s>': 1, '</s>': 2 }
  for (let b = 0; b < 256; b++) vocab[`<0x${b.toString(16).toUpperCase().padStart(2, '0')}>`] = b + 3
  const text = '▁' + corpus().slice(0, 6000).replaceAll(' ', '▁')
  // Rare characters stay out of the vocabulary, so that bytes have to stand in for them.
  const seen = new Map()
  for (const c of text) seen.set(c, (seen.get(c) ?? 0) + 1)
  for (const [c, n] of seen) if (n > 5 && c !== '\n') vocab[c] = Object.keys(vocab).length
  const words = text.split(/(?=▁)|\n/).filter(w => w).map(w => [...w].filter(c => c in vocab))
  const merges = bpe(words, vocab, 500)
  return {
    version: '1.0', truncation: null, padding: null,
    added_tokens: ['<unk>', '<s>', '</s>'].map((t, i) => added(i, t)),
    normalizer: metaspace ? null : { type: 'Sequence', normalizers: [{ type: 'Prepend', prepend: '▁' },
      { type: 'Replace', pattern: { String: ' ' }, content: '▁' }] },
    pre_tokenizer: metaspace ? { type: 'Metaspace', replacement: '▁', prepend_scheme: 'first', split: false } : null,
    post_processor: { type: 'TemplateProcessing',
      single: [{ SpecialToken: { id: '<s>', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
      pair: [{ Sequence: { id: 'A', type_id: 0 } }, { Sequence: { id: 'B', type_id: 1 } }],
      special_tokens: { '<s>': { id: '<s>', ids: [1], tokens: ['<s>'] } } },
    decoder: null,
    model: { type: 'BPE', dropout: null, unk_token: '<unk>', continuing_subword_prefix: null, end_of_word_suffix: null,
      fuse_unk: true, byte_fallback: true, ignore_merges: false, vocab, merges: merges.map(m => m.join(' ')) },
  }
}

export const tokenizers = () => ({
  gpt2: byteLevel(gpt2, { pairsAsText: true }),
  'gpt2-prefix': byteLevel(gpt2, { prefix: true }),
  llama3: byteLevel(llama3, { whole: true }),
  qwen2: byteLevel(qwen2, { nfc: true }),
  marks: byteLevel(gpt2, { marks: [{ content: 'MARK', special: false },
    { content: '<mask>', lstrip: true, rstrip: true }] }),
  llama2: byteFallback(false),
  mistral: byteFallback(true),
})
