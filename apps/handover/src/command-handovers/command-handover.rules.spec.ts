import { aLeg, aStanding, at, OTHER_UNIT, UNIT } from '../../test/standings.ts';
import {
  handOverCommand,
  inspectedDevices,
  requireCommandHandedOver,
  type ChangeOfCommand,
  type CommandHandover,
  type InspectedDevice,
} from './command-handover.rules.js';

const change: ChangeOfCommand = { orgUnitId: UNIT, outgoingId: 'amina', incomingId: 'brian', since: at(5) };
const signedBy = (...people: string[]) =>
  people.map((personId) => ({ personId, capacity: 'HEAD', signedAt: at(6).toISOString() }));
const said: CommandHandover = {
  ...{ outgoingId: 'amina', incomingId: 'brian', handedOverAt: at(6), recordedBy: 'officer', lines: [] },
  signatures: signedBy('amina', 'brian'),
};
const hand =
  (given: Partial<CommandHandover>, changed: ChangeOfCommand | null = change) =>
  (): void =>
    handOverCommand({ ...said, ...given }, changed, ['commissioner', null]);

describe('T17 remise et reprise', () => {
  it('T17 is signed by both heads, or by a superior for one who cannot', () => {
    expect(hand({})).not.toThrow();
    expect(hand({ signatures: signedBy('brian', 'commissioner') })).not.toThrow();
  });

  it.each<[string, Partial<CommandHandover>, string]>([
    ['the incoming head did not sign', { signatures: signedBy('amina', 'commissioner') }, 'command-signatures'],
    ['nobody signed for the outgoing head', { signatures: signedBy('brian', 'stranger') }, 'command-signatures'],
    ['the incoming head records it himself', { recordedBy: 'brian' }, 'incoming-records-himself'],
    ['another than the head of before goes', { outgoingId: 'stranger' }, 'no-such-change-of-command'],
    ['another than the head of today comes', { incomingId: 'stranger' }, 'no-such-change-of-command'],
    ['it was long before the change', { handedOverAt: at(5 - 31) }, 'no-such-change-of-command'],
  ])('T17 is refused when %s', (_, given, code) => {
    expect(hand(given)).toThrow(code);
  });

  it('T17 needs a change of command', () => {
    expect(hand({}, null)).toThrow('no-such-change-of-command');
  });
});

describe('T17 the full list', () => {
  const held = [
    aStanding('1', [aLeg('ACCEPTED')]),
    aStanding('2', [aLeg('ACCEPTED')]),
    aStanding('3', [aLeg('OPEN', { homeward: true, purpose: 'RETURN' }), aLeg('ACCEPTED')]),
    aStanding('4', [aLeg('ACCEPTED', { toOrgUnitId: OTHER_UNIT })]),
  ];
  const line = (code: string, given: Partial<InspectedDevice> = {}): InspectedDevice => ({
    code,
    present: true,
    ...given,
  });

  it('T17 names every device the unit holds, by tag or serial', () => {
    const lines = [line('tag 1'), line('SER2', { present: false })];
    expect(inspectedDevices(lines, UNIT, held)).toMatchObject([
      { deviceId: '1', present: true },
      { deviceId: '2', present: false },
    ]);
  });

  it.each<[string, InspectedDevice[], object]>([
    ['leaves one out', [line('TAG-1')], { row: 0, code: 'list-incomplete', deviceId: '2' }],
    ['names one twice', [line('TAG-1'), line('TAG-2'), line('SER1')], { row: 3, code: 'device-listed-twice' }],
    ['names one on its way back', [line('TAG-1'), line('TAG-2'), line('TAG-3')], { row: 3, code: 'not-held-here' }],
    ['names one of another unit', [line('TAG-1'), line('TAG-2'), line('TAG-4')], { row: 3, code: 'not-held-here' }],
  ])('T17 is refused when it %s', (_, lines, problem) => {
    expect(() => inspectedDevices(lines, UNIT, held)).toThrow(
      expect.objectContaining({ code: 'list-not-complete', rows: [expect.objectContaining(problem)] }) as Error,
    );
  });
});

it('CR-28 gives nothing new to a unit whose new head has not taken over', () => {
  expect(() => requireCommandHandedOver(change, false)).toThrow('command-not-handed-over');
  expect(() => requireCommandHandedOver(change, true)).not.toThrow();
  expect(() => requireCommandHandedOver(null, false)).not.toThrow();
});
