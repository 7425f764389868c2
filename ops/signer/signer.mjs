#!/usr/bin/env node
// Signs payloads that set, commit or reveal the weights of one subnet, and nothing else. docs/signer.md says how.

import fs from 'node:fs';
import readline from 'node:readline';
import { Writable } from 'node:stream';
import tty from 'node:tty';
import { parseArgs } from 'node:util';
import { hexToU8a, u8aToHex } from '@polkadot/util';
import { blake2AsU8a, cryptoWaitReady } from '@polkadot/util-crypto';
import { open } from './keys.mjs';
import { read, toSign } from './payload.mjs';

const { values } = parseArgs({
  options: {
    key: { type: 'string' },
    netuid: { type: 'string' },
    genesis: { type: 'string' },
    pallet: { type: 'string', default: '7' },
    calls: { type: 'string', default: 'set_weights=0,commit_weights=96,reveal_weights=97,batch_reveal_weights=98' },
    'password-fd': { type: 'string' },
    'password-env': { type: 'string' },
    address: { type: 'boolean', default: false },
  },
});

function asked() {
  return new Promise((resolve, reject) => {
    const fd = fs.openSync('/dev/tty', 'r+');
    const terminal = new tty.ReadStream(fd);
    // A terminal in raw mode shows nothing of what is typed, and readline is given nowhere to show it.
    const nowhere = new Writable({ write: (chunk, encoding, done) => done() });
    const prompt = readline.createInterface({ input: terminal, output: nowhere, terminal: true });
    fs.writeSync(fd, 'Password of the key file: ');
    const end = (finish, value) => {
      prompt.removeAllListeners('close');
      prompt.close();
      fs.writeSync(fd, '\n');
      terminal.destroy();
      finish(value);
    };
    prompt.once('line', (password) => end(resolve, password));
    prompt.once('close', () => end(reject, new Error('no password was typed')));
  });
}

async function password() {
  if (values['password-env']) {
    const found = process.env[values['password-env']];
    if (found === undefined) throw new Error(`the environment has no ${values['password-env']}`);
    return found;
  }
  if (values['password-fd']) return fs.readFileSync(Number(values['password-fd'])).toString().replace(/\r?\n$/, '');
  return asked();
}

function number(name, text, most) {
  if (!/^\d+$/.test(text ?? '') || Number(text) > most) throw new Error(`--${name} is a number up to ${most}`);
  return Number(text);
}

async function main() {
  if (!values.key) throw new Error('--key FILE is missing');
  await cryptoWaitReady();
  if (values.address) {
    console.log((await open(values.key, password)).address);
    return;
  }
  const indices = Object.fromEntries(values.calls.split(',').map((call) => {
    const [name, index] = call.split('=');
    return [name, number('calls', index, 255)];
  }));
  const terms = {
    netuid: number('netuid', values.netuid, 65535), pallet: number('pallet', values.pallet, 255), indices,
    genesis: values.genesis,
  };
  const text = fs.readFileSync(0).toString().trim();
  if (!/^0x([0-9a-f]{2})+$/i.test(text)) throw new Error('standard input holds one payload: 0x and hex digits');
  const payload = hexToU8a(text);
  const request = read(payload, terms);
  // Before the key is opened: a payload that is refused needs no password.
  const pair = await open(values.key, password);
  console.error(`signing ${request.name} of subnet ${request.netuid}, nonce ${request.nonce}, as ${pair.address}`);
  console.log(u8aToHex(pair.sign(toSign(payload, blake2AsU8a))));
}

main().catch((error) => {
  console.error(`refused: ${error.message}`);
  process.exitCode = 1;
});
