import type { Channel, TranscriptionResult } from '@dotation/contracts';
import { handoverError } from '../errors.js';

/** A PV, as far as its comparison with the signed sheet goes. */
export interface Transcribed {
  channel: Channel;
  signerId: string;
  recordedBy: string;
  giverId: string | null;
  witnessId: string | null;
  /** Of the photo of the sheet; there is one on every transcribed PV. */
  sheetSha256: string | null;
  checkedAt: string | null;
}

export interface Checking {
  checkedBy: string;
  result: TranscriptionResult;
  remark: string | null;
  sheetSha256: string;
}

/**
 * AM-1: what was written down for the receiver, another person compares later with the photo of the signed, stamped sheet;
 * another one than those whose word or hand is on it. `officers` answered for the goods until then.
 */
export function checkTranscription(
  pv: Transcribed,
  { checkedBy, ...said }: Checking,
  officers: readonly string[],
): void {
  if (pv.channel !== 'GIVERS_PHONE' && pv.channel !== 'PAPER_TRANSCRIBED') {
    throw handoverError('handover-not-transcribed', `AM-1: its channel is ${pv.channel}.`);
  }
  if (pv.checkedAt !== null) throw handoverError('transcription-checked', `At ${pv.checkedAt}.`);
  if ([pv.signerId, pv.recordedBy, pv.giverId, pv.witnessId, ...officers].includes(checkedBy)) {
    throw handoverError(
      'checker-is-a-party',
      'AM-1: neither the receiver, nor the giver or officer, nor the witness, nor who wrote it down.',
    );
  }
  if (said.sheetSha256 !== pv.sheetSha256) {
    throw refused('sheet-differs', 'sheetSha256', `The sheet of this PV is ${pv.sheetSha256}.`);
  }
  if (said.result === 'DIFFERS' && said.remark === null) {
    throw refused('remark-required', 'remark', 'Say what the sheet says otherwise; a rectifying PV puts it right.');
  }
}

function refused(code: 'sheet-differs' | 'remark-required', field: string, detail: string): Error {
  return handoverError(code, detail, [{ row: 0, field, code, detail }]);
}
