import { exceptionFor, gateUnsaid, vettingReaders } from './vetting-readers.rules.js';

const closed = (code: string, gate: string) => ({
  code,
  detail: `${gate}: The unit has the vetting result SUSPENDED.`,
});

describe.each(['GATE_CLOSED', 'GATE_CLOSED_SINCE'])('the exception %s', (code) => {
  it.each(vettingReaders)('§2.7, CR-15 says to a %s what was found', (role) => {
    expect(exceptionFor([role], closed(code, 'VETTING'))).toEqual(closed(code, 'VETTING'));
  });

  it.each([['UNIT_HEAD'], ['DISPATCHER'], ['STOREKEEPER'], ['PROV_COMMISSIONER']])(
    '§2.7, CR-15, CR-17 says to a %s that a gate was closed, and not what was found',
    (role) => {
      for (const gate of ['VETTING', 'DUE_DILIGENCE']) {
        expect(exceptionFor([role], closed(code, gate))).toEqual({ code, detail: gateUnsaid });
      }
    },
  );

  it('§2.7 says to a head who also vets what was found', () => {
    expect(exceptionFor(['UNIT_HEAD', 'FIELD_OFFICER'], closed(code, 'VETTING')).detail).toContain('SUSPENDED');
  });

  it('CR-66 says to everybody who is in control of a place', () => {
    expect(exceptionFor(['UNIT_HEAD'], closed(code, 'ACCESS'))).toEqual(closed(code, 'ACCESS'));
  });
});

it('leaves every other exception as it is', () => {
  const short = { code: 'SHORT', detail: 'VETTING: not of a gate.' };
  expect(exceptionFor([], short)).toEqual(short);
});
