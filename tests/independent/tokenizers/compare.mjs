// node compare.mjs FOLDER COUNT: trains every tokenizer, writes FOLDER/<name>/tokenizer.json and expected.ndjson, whose
// lines are [text, ids] as @huggingface/tokenizers gives them, without begin and end tokens.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Tokenizer } from '@huggingface/tokenizers'
import { strings } from './corpus.mjs'
import { tokenizers } from './train.mjs'

const [, , folder, count] = process.argv
let seed = 1
for (const [name, json] of Object.entries(tokenizers())) {
  mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, name, 'tokenizer.json'), JSON.stringify(json))
  const tokenizer = new Tokenizer(json, {})
  const lines = strings(seed++, Number(count)).map(text =>
    JSON.stringify([text, tokenizer.encode(text, { add_special_tokens: false }).ids]))
  writeFileSync(join(folder, name, 'expected.ndjson'), lines.join('\n') + '\n')
}
