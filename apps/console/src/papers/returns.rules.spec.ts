import { notReceived, stillThere } from './returns.rules.js';

const line = (deviceId: string, waybillId = 'w2') => ({ lineId: `line of ${deviceId}`, deviceId, waybillId });
const lines = ['refused', 'accepted', 'struck', 'added'].map((deviceId) => line(deviceId));

describe('what goes home after a PV', () => {
  it('CR-23 is what stands refused or struck now, not what the PV said before it was rectified', () => {
    const legs = [
      { deviceId: 'refused', state: 'REFUSED' },
      { deviceId: 'accepted', state: 'ACCEPTED' },
      { deviceId: 'struck', state: 'STRUCK' },
      { deviceId: 'added', state: 'ACCEPTED' },
    ];
    expect(notReceived(lines, [{ id: 'w2', lines: legs }])).toEqual([line('refused'), line('struck')]);
  });

  it('is of its own waybill, and of no code that the PV could not place', () => {
    const brought = [{ id: 'w1', lines: [{ deviceId: 'refused', state: 'REFUSED' }] }];
    expect(notReceived([line('refused')], brought)).toEqual([]);
    expect(notReceived([{ lineId: 'x', deviceId: null, waybillId: null }], brought)).toEqual([]);
  });

  it('T37 is not what a later waybill carries, unless that one was withdrawn', () => {
    const carriers = new Map([
      ['refused', [{ id: 'w2', status: 'CLOSED' }]],
      [
        'struck',
        [
          { id: 'w3', status: 'DRAFT' },
          { id: 'w2', status: 'CLOSED' },
        ],
      ],
      [
        'added',
        [
          { id: 'w3', status: 'WITHDRAWN' },
          { id: 'w1', status: 'CLOSED' },
        ],
      ],
    ]);
    expect(stillThere([line('refused'), line('struck'), line('added')], carriers)).toEqual([
      line('refused'),
      line('added'),
    ]);
  });
});
