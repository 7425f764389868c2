// Another client's view of what we encode: reads questions as JSON from standard input, one document, and answers them.
//   {"metadata":"0x…","signed":"0x…","call":"0x…","payload":"0x…","storage":[{"item":"Weights","value":[[0,1]]},…]}

import fs from 'node:fs';
import { Metadata, TypeRegistry } from '@polkadot/types';
import { u8aToHex, hexToU8a } from '@polkadot/util';
import { blake2AsU8a, cryptoWaitReady, signatureVerify } from '@polkadot/util-crypto';

await cryptoWaitReady();
const asked = JSON.parse(fs.readFileSync(0).toString());
const registry = new TypeRegistry();
console.warn = () => {};
console.error = () => {};
const metadata = new Metadata(registry, asked.metadata);
registry.setMetadata(metadata);
const answer = {};

const told = (call) => ({
  name: `${call.section}.${call.method}`,
  args: Object.fromEntries(call.argsEntries.map(([name, value]) => [name, value.toJSON()])),
});

if (asked.call) answer.call = told(registry.createType('Call', asked.call));

if (asked.signed) {
  const extrinsic = registry.createType('Extrinsic', asked.signed, { isSigned: true });
  const payload = hexToU8a(asked.payload);
  answer.signed = {
    ...told(extrinsic.method),
    signer: extrinsic.signer.toString(),
    nonce: extrinsic.nonce.toNumber(),
    tip: extrinsic.tip.toString(),
    era: extrinsic.era.isMortalEra ? [extrinsic.era.asMortalEra.period.toNumber(), extrinsic.era.asMortalEra.phase.toNumber()] : null,
    same: u8aToHex(extrinsic.toU8a()) === asked.signed,
    // The signature covers the payload that we say it covers.
    verified: signatureVerify(
      payload.length > 256 ? blake2AsU8a(payload, 256) : payload, extrinsic.signature.toU8a(), extrinsic.signer.toString(),
    ).isValid,
  };
  // The same payload, built by the other client from the same parts.
  const built = registry.createType('ExtrinsicPayload', {
    method: extrinsic.method.toHex(), era: extrinsic.era.toHex(), nonce: extrinsic.nonce.toHex(), tip: 0, mode: 0,
    specVersion: asked.spec, transactionVersion: asked.transaction, genesisHash: asked.genesis, blockHash: asked.birth,
    metadataHash: null,
  }, { version: 4 });
  answer.payload = u8aToHex(built.toU8a({ method: true }));
}

const pallet = metadata.asLatest.pallets.find((p) => p.name.toString() === 'SubtensorModule');
answer.storage = (asked.storage ?? []).map(({ item, value }) => {
  const entry = pallet.storage.unwrap().items.find((i) => i.name.toString() === item);
  const type = entry.type.isPlain ? entry.type.asPlain : entry.type.asMap.value;
  return registry.createType(registry.createLookupType(type), value).toHex(true);
});

console.log(JSON.stringify(answer));
