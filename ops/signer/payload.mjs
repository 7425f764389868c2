// What a payload asks to be signed: taken apart to the last byte, or refused.

const SIGNED_HASHED_ABOVE = 256;

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  take(count) {
    if (this.at + count > this.bytes.length) throw new Error(`byte ${this.at}: ${count} bytes are needed`);
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  u8() { return this.take(1)[0]; }

  u16() { const b = this.take(2); return b[0] | (b[1] << 8); }

  u32() { const b = this.take(4); return (b[0] | (b[1] << 8) | (b[2] << 16)) + b[3] * 2 ** 24; }

  u64() { return this.take(8).reduceRight((sum, b) => (sum << 8n) | BigInt(b), 0n); }

  compact() {
    const first = this.u8();
    if ((first & 3) === 0) return first >> 2;
    if ((first & 3) === 1) return (first >> 2) | (this.u8() << 6);
    if ((first & 3) === 2) return (first >> 2) + this.u8() * 2 ** 6 + this.u16() * 2 ** 14;
    throw new Error(`byte ${this.at - 1}: a number of more than 30 bits`);
  }

  list(read) {
    const items = [];
    for (let left = this.compact(); left > 0; left--) items.push(read());
    return items;
  }

  u16s() { return this.list(() => this.u16()); }
}

// The four calls this signer signs, and how their arguments follow the netuid.
const CALLS = {
  set_weights: (r) => ({ uids: r.u16s(), weights: r.u16s(), versionKey: r.u64() }),
  commit_weights: (r) => ({ hash: Buffer.from(r.take(32)).toString('hex') }),
  reveal_weights: (r) => ({ uids: r.u16s(), weights: r.u16s(), salt: r.u16s(), versionKey: r.u64() }),
  batch_reveal_weights: (r) => ({
    uids: r.list(() => r.u16s()), weights: r.list(() => r.u16s()), salts: r.list(() => r.u16s()),
    versionKeys: r.list(() => r.u64()),
  }),
};

/** @returns what is asked for, in words; throws where it is anything else than one of the four calls. */
export function read(bytes, { netuid, pallet, indices, genesis }) {
  const r = new Reader(bytes);
  const [module, index] = [r.u8(), r.u8()];
  const name = Object.keys(CALLS).find((call) => indices[call] === index);
  if (module !== pallet || name === undefined) {
    throw new Error(`call ${module}.${index} is none of ${Object.keys(CALLS).join(', ')}`);
  }
  const subnet = r.u16();
  if (subnet !== netuid) throw new Error(`${name} is for subnet ${subnet}; this signer signs for subnet ${netuid}`);
  const args = CALLS[name](r);
  if (args.uids && args.uids.length !== args.weights.length) throw new Error('uids and weights differ in number');
  const era = r.u8() === 0 ? 'immortal' : (r.u8(), 'mortal');
  const nonce = r.compact();
  if (r.u8() !== 0) throw new Error('a tip is offered: weights are set without one');
  if (r.u8() !== 0) throw new Error('a metadata hash is asked for, which is not known here');
  const [spec, transaction] = [r.u32(), r.u32()];
  const chain = Buffer.from(r.take(32)).toString('hex');
  if (genesis && chain !== genesis.replace(/^0x/, '')) throw new Error(`the payload is for the chain ${chain}`);
  r.take(32);
  if (r.u8() !== 0 || r.at !== bytes.length) throw new Error(`byte ${r.at}: more follows than the call asks for`);
  return { name, netuid: subnet, ...args, era, nonce, spec, transaction, chain };
}

/** What the key signs: the payload, or above 256 bytes its BLAKE2b-256. */
export function toSign(bytes, blake2) {
  return bytes.length > SIGNED_HASHED_ABOVE ? blake2(bytes, 256) : bytes;
}
