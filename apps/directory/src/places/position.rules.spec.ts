import fc from 'fast-check';
import { ROLES } from '@dotation/contracts';
import { GO_THERE, mostShown, shownAs, type Asked, type Position } from './position.rules.js';

const asked = (change: Partial<Asked> = {}): Asked => ({
  ...{ roles: ['FIELD_OFFICER'], withPurpose: true, inScope: true, accesses: ['NORMAL', 'RESTRICTED'] as const },
  ...change,
});
const post: Position = { latitude: -6.136412, longitude: 23.589771, precision: 'EXACT' };

it.each([
  ['who goes there and says what for', {}, 'EXACT'],
  ['who does not say what for', { withPurpose: false }, 'COMMUNE'],
  ['whose scope lies elsewhere', { inScope: false }, 'COMMUNE'],
  ['an administrator, who has no business there (CR-60)', { roles: ['SYS_ADMIN'] }, 'COMMUNE'],
  ['an auditor', { roles: ['AUDITOR'] }, 'COMMUNE'],
] as const)('CR-62, domain §9.3 %s is shown that much', (_, change, precision) => {
  expect(mostShown(asked(change))).toBe(precision);
});

it('domain §4.9 where an armed group is in control nobody but an investigator sees more than the province', () => {
  const accesses = ['NORMAL', 'CONTROLLED_BY_ARMED_GROUP'] as const;
  const exact = ROLES.filter((role) => mostShown(asked({ roles: [role], accesses })) !== 'PROVINCE');
  expect(exact).toEqual(['INVESTIGATOR']);
  expect(mostShown(asked({ roles: ['INVESTIGATOR'], withPurpose: false, accesses }))).toBe('PROVINCE');
  expect(ROLES.filter((role) => mostShown(asked({ roles: [role] })) === 'EXACT').toSorted()).toEqual(
    GO_THERE.toSorted(),
  );
});

it('domain §9.3 shows no more exactly than it is known, and the same each time', () => {
  expect(shownAs(post, 'EXACT')).toEqual(post);
  expect(shownAs(post, 'COMMUNE')).toEqual({ latitude: -6.1, longitude: 23.6, precision: 'COMMUNE' });
  expect(shownAs(post, 'PROVINCE')).toEqual({ latitude: -6, longitude: 24, precision: 'PROVINCE' });
  expect(shownAs({ ...post, precision: 'PROVINCE' }, 'EXACT')).toEqual({
    latitude: -6,
    longitude: 24,
    precision: 'PROVINCE',
  });
});

it('CR-62 two posts of one square look alike: what is shown holds nothing of what is not', () => {
  const degrees = fc.double({ min: 0.001, max: 0.049, noNaN: true });
  fc.assert(
    fc.property(degrees, degrees, (north, east) => {
      const here = { latitude: -4.3 + north, longitude: 15.3 + east, precision: 'EXACT' as const };
      expect(shownAs(here, 'COMMUNE')).toEqual({ latitude: -4.3, longitude: 15.3, precision: 'COMMUNE' });
    }),
  );
});
