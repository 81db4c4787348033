import { conflictsOf as incompatibleWith, DUTIES, type Duty } from '@dotation/contracts';
import {
  blocksAcknowledgement,
  conflictFinding,
  conflictsOf,
  refuseConflicts,
  waived,
  type Conflict,
  type DoneDuty,
} from './duty.rules.js';

const done = (duty: Duty, personId = 'joseph', deviceId = 'laptop'): DoneDuty => ({
  ...{ duty, personId, deviceId },
  documentId: `${duty} paper`,
});
const found = (duty: Duty, before: DoneDuty[]): Conflict[] =>
  conflictsOf('paper', [{ personId: 'joseph', duty }], before, ['laptop']);

describe('§13.1 by signing person', () => {
  it.each(DUTIES)('finds every duty that %s does not go with, and no other', (duty) => {
    const others = found(
      duty,
      DUTIES.map((one) => done(one)),
    ).map(({ other }) => other);
    expect(others).toEqual(incompatibleWith(duty));
  });

  it('lets another person do it', () => {
    expect(found('ACCEPT', [done('STORE', 'augustin')])).toEqual([]);
  });

  it('tells once per document what concerns many devices', () => {
    const before = [done('STORE', 'joseph', 'laptop'), done('STORE', 'joseph', 'radio')];
    expect(found('ACCEPT', before)).toEqual([
      {
        ...{ personId: 'joseph', duty: 'ACCEPT', other: 'STORE', otherDocumentId: 'STORE paper' },
        deviceIds: ['laptop', 'radio'],
      },
    ]);
  });

  it('looks at what one document says of one person', () => {
    const signed = [
      { personId: 'joseph', duty: 'HAND_OVER' as const },
      { personId: 'joseph', duty: 'ACCEPT' as const },
    ];
    expect(conflictsOf('paper', signed, [], ['laptop']).map(({ duty, other }) => `${duty} ${other}`)).toEqual([
      'HAND_OVER ACCEPT',
    ]);
  });
});

describe('a refusal', () => {
  it.each([
    ['CR-19', 'RELEASE_APPROVE', 'STORE'],
    ['CR-19', 'ACCEPT', 'STORE'],
    ['§13.1', 'ACCEPT', 'APPROVE'],
  ] as const)('%s names the rule of %s and %s', (rule, duty, other) => {
    expect(() => refuseConflicts(found(duty, [done(other)]))).toThrow(`duties-not-separate: ${rule}`);
  });

  it('CR-60 is for every duty of a system administrator', () => {
    for (const duty of DUTIES.filter((one) => one !== 'SYS_ADMIN')) {
      expect(() => refuseConflicts(found(duty, [done('SYS_ADMIN')]))).toThrow('duties-not-separate: CR-60');
    }
  });

  it('of an acknowledgement is for the pairs the rule book blocks; the others are told', () => {
    const blocked = found(
      'ACCEPT',
      DUTIES.map((one) => done(one)),
    ).filter(blocksAcknowledgement);
    expect(blocked.map(({ other }) => other)).toEqual(['STORE', 'RELEASE_APPROVE', 'HAND_OVER', 'SYS_ADMIN']);
    const [approved] = found('ACCEPT', [done('APPROVE')]) as [Conflict];
    expect(conflictFinding(approved)).toMatchObject({ code: 'DUTY_CONFLICT', personId: 'joseph', deviceId: 'laptop' });
  });
});

describe('AM-3: a waiver', () => {
  const waiver = { waiverId: 'w', rule: 'CR-19', personIds: ['joseph'] };

  it('of CR-19 lets the store-keeper approve the release of what he received and keeps', () => {
    const conflicts = found('RELEASE_APPROVE', [done('RECEIVE'), done('STORE')]);
    const { covers, left } = waived(conflicts, [waiver]);
    expect(left).toEqual([]);
    expect(covers.map(({ other, waiverId }) => [other, waiverId])).toEqual([
      ['RECEIVE', 'w'],
      ['STORE', 'w'],
    ]);
  });

  it.each([
    ['lets no other person off', 'RELEASE_APPROVE', 'STORE', { ...waiver, personIds: ['espérance'] }],
    ['of another rule lets nobody off', 'RELEASE_APPROVE', 'STORE', { ...waiver, rule: 'CR-10' }],
    ['of CR-19 never lets him sign for the goods', 'ACCEPT', 'STORE', waiver],
    ['never lets a giver sign as receiver', 'ACCEPT', 'HAND_OVER', waiver],
  ] as const)('%s', (_, duty, other, one) => {
    expect(waived(found(duty, [done(other)]), [one])).toMatchObject({ covers: [], left: [{ duty, other }] });
  });
});
