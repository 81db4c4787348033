import { checkTranscription, type Checking, type Transcribed } from './transcription.rules.js';

const pv: Transcribed = {
  channel: 'PAPER_TRANSCRIBED',
  signerId: 'head',
  recordedBy: 'clerk',
  giverId: 'giver',
  witnessId: 'witness',
  sheetSha256: 'ab',
  checkedAt: null,
};
const checking: Checking = { checkedBy: 'manager', result: 'MATCHES', remark: null, sheetSha256: 'ab' };
const check =
  (change: Partial<Transcribed>, said: Partial<Checking> = {}) =>
  (): void =>
    checkTranscription({ ...pv, ...change }, { ...checking, ...said }, ['officer']);
const refusal = (code: string): object => expect.objectContaining({ code }) as object;

describe('AM-1: a transcribed PV is compared with the signed sheet', () => {
  it.each(['GIVERS_PHONE', 'PAPER_TRANSCRIBED'] as const)('after %s', (channel) => {
    expect(check({ channel })).not.toThrow();
  });

  it.each(['OWN_PHONE', 'SMS'] as const)('and not after %s: nobody wrote it down for the receiver', (channel) => {
    expect(check({ channel })).toThrow(refusal('handover-not-transcribed') as Error);
  });

  it.each(['head', 'clerk', 'giver', 'witness', 'officer'])('by another person than the %s', (checkedBy) => {
    expect(check({}, { checkedBy })).toThrow(refusal('checker-is-a-party') as Error);
  });

  it('once', () => {
    expect(check({ checkedAt: '2026-02-18T09:00:00.000Z' })).toThrow(refusal('transcription-checked') as Error);
  });

  it('with the very sheet of the PV before the eyes', () => {
    expect(check({}, { sheetSha256: 'cd' })).toThrow(refusal('sheet-differs') as Error);
  });

  it('and says what differs', () => {
    expect(check({}, { result: 'DIFFERS' })).toThrow(refusal('remark-required') as Error);
    expect(check({}, { result: 'DIFFERS', remark: 'Refusé sur la feuille' })).not.toThrow();
  });
});
