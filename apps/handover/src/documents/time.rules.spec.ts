import { eventTime, lastTime, oneTime } from './time.rules.js';

const [monday, tuesday, wednesday] = [
  '2026-11-02T08:00:00.000Z',
  '2026-11-03T08:00:00.000Z',
  '2026-11-04T08:00:00.000Z',
];
const now = new Date('2026-11-05T08:00:00.000Z');
const refusal = (field: string): Error =>
  expect.objectContaining({ code: 'times-differ', rows: [expect.objectContaining({ field })] }) as Error;

describe('CR-31 a document has one time', () => {
  const said = (signedAt: string | null, own: string | null): Parameters<typeof oneTime>[0] => [
    { field: 'signedAt', at: signedAt },
    { field: 'signature.signedAt', at: own },
  ];

  it.each([
    ['the document', monday, null],
    ['its signature alone', null, monday],
    ['both', monday, '2026-11-02T10:00:00+02:00'],
  ])('as %s says', (_, signedAt, own) => {
    expect(oneTime(said(signedAt, own), now)).toEqual({ at: new Date(monday), said: true });
  });

  it('which is the clock’s where nobody says it', () => {
    expect(oneTime(said(null, null), now)).toEqual({ at: now, said: false });
  });

  it('and not two', () => expect(() => oneTime(said(monday, tuesday), now)).toThrow(refusal('signature.signedAt')));
});

describe('CR-31 what several sign', () => {
  const signatures = [monday, tuesday].map((at, index) => ({ field: `signatures[${index}].signedAt`, at }));

  it('is signed when the last one has', () => {
    expect(lastTime({ field: 'signedAt', at: null }, signatures, now)).toEqual({ at: new Date(tuesday), said: true });
    expect(lastTime({ field: 'signedAt', at: wednesday }, signatures, now).at).toEqual(new Date(wednesday));
    expect(lastTime({ field: 'signedAt', at: null }, [], now)).toEqual({ at: now, said: false });
  });

  it('was not signed before its last signature', () => {
    const document = { field: 'signedAt', at: monday };
    expect(() => lastTime(document, signatures, now)).toThrow(refusal('signatures[1].signedAt'));
  });
});

describe('CR-31 what is signed for after it happened', () => {
  const arrived = (at: string | null): Parameters<typeof eventTime>[0] => ({ field: 'arrivedAt', at });
  const signed = (at: string | null): Parameters<typeof eventTime>[1] => ({ field: 'driverSignature.signedAt', at });

  it('happened when it says, else when it was signed, else now', () => {
    expect(eventTime(arrived(monday), signed(tuesday), now)).toEqual({ at: new Date(monday), said: true });
    expect(eventTime(arrived(null), signed(tuesday), now)).toEqual({ at: new Date(tuesday), said: true });
    expect(eventTime(arrived(null), signed(null), now)).toEqual({ at: now, said: false });
  });

  it('was not signed for before it happened', () => {
    expect(() => eventTime(arrived(tuesday), signed(monday), now)).toThrow(refusal('driverSignature.signedAt'));
  });
});
