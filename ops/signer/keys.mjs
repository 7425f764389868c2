// The key files that wallets write, as a key pair. The password is asked for only where a file is encrypted.

import fs from 'node:fs';
import { Keyring } from '@polkadot/keyring';
import { hexToU8a, u8aToHex } from '@polkadot/util';
import { naclDecrypt } from '@polkadot/util-crypto';
import { argon2i } from 'hash-wasm';

const NACL = '$NACL';
// The salt, rounds and memory with which wallets derive the key of an encrypted file.
const NACL_SALT = hexToU8a('0x137183dff15a09bc9c90b5518739e9b1');
const NACL_ROUNDS = 8;
const NACL_KIBIBYTES = 512 * 1024;

export async function open(path, password) {
  const bytes = fs.readFileSync(path);
  if (bytes.subarray(0, NACL.length).toString() === NACL) {
    return fromJson(await unlock(bytes.subarray(NACL.length), await password()));
  }
  if (bytes.subarray(0, 14).toString() === '$ANSIBLE_VAULT') {
    throw new Error('a key file of the old vault kind: write it anew with the wallet program');
  }
  const json = JSON.parse(bytes.toString());
  if (json.encoded) return fromKeystore(json, await password());
  return fromWallet(json);
}

async function unlock(bytes, password) {
  const key = await argon2i({
    password, salt: NACL_SALT, parallelism: 1, iterations: NACL_ROUNDS, memorySize: NACL_KIBIBYTES, hashLength: 32,
    outputType: 'binary',
  });
  const plain = naclDecrypt(bytes.subarray(24), bytes.subarray(0, 24), key);
  if (!plain) throw new Error('the password does not open the key file');
  return Buffer.from(plain).toString();
}

const fromJson = (text) => fromWallet(JSON.parse(text));

function fromWallet(json) {
  const ring = new Keyring({ type: 'sr25519', ss58Format: 42 });
  const pair = json.secretPhrase ? ring.addFromUri(json.secretPhrase)
    : json.secretSeed ? ring.addFromSeed(hexToU8a(json.secretSeed))
      : undefined;
  if (!pair) throw new Error('the key file holds no secret phrase and no seed');
  const said = json.publicKey ?? json.accountId;
  if (said && said !== u8aToHex(pair.publicKey)) throw new Error('the key file names another public key than its secret has');
  return pair;
}

function fromKeystore(json, password) {
  const pair = new Keyring({ ss58Format: 42 }).addFromJson(json);
  if (pair.type !== 'sr25519') throw new Error(`a key of type ${pair.type}; weights are signed with sr25519`);
  pair.unlock(password);
  return pair;
}
