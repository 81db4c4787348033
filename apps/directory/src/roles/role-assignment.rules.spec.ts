import { confirmGrant, firstAdministrator, grantRole, revokeRole } from './role-assignment.rules.js';
import type { Grant, WantedRole } from './role-assignment.rules.js';

const now = new Date('2026-11-20T08:00:00Z');
const days = { ordinary: 1096, privileged: 366 };
const wanted: WantedRole = {
  ...{ id: 'assignment', personId: 'amina', role: 'STOREKEEPER' as const, orgUnitId: 'goma' },
  ...{ placeId: null, awardId: null, validFrom: null, validTo: null },
};
const two = ['brian', 'clarisse'];
const grantedBy = (
  personId: string,
  change: Partial<WantedRole> = {},
  others: Grant[] = [],
  administrators: readonly string[] = two,
): Grant =>
  grantRole(
    { ...wanted, ...(change.role === 'SYS_ADMIN' ? { orgUnitId: null } : {}), ...change },
    others,
    { personId, administrators },
    days,
    now,
  );
const granted = grantedBy('brian');

describe('a role', () => {
  it('is granted to somebody else, from now on unless said otherwise', () => {
    expect(granted).toMatchObject({ personId: 'amina', grantedBy: 'brian', validFrom: now, pending: false });
  });

  it('ends by itself: the longest an ordinary and a privileged one may last', () => {
    expect(granted.validTo).toEqual(new Date('2029-11-20T08:00:00Z'));
    expect(grantedBy('brian', { role: 'AUDITOR' }).validTo).toEqual(new Date('2027-11-21T08:00:00Z'));
  });

  it.each([
    ['ends before it begins', { validTo: new Date('2026-11-19T08:00:00Z') }, 'period-empty'],
    ['lasts too long', { role: 'AUDITOR' as const, validTo: new Date('2028-01-01T00:00:00Z') }, 'role-too-long'],
  ])('is refused when it %s', (_, change, code) => {
    expect(() => grantedBy('brian', change)).toThrow(code);
  });

  it('domain §8.6 is held for an award by those who answer for one, and for nothing else beside it', () => {
    const ofAward = { role: 'DONOR' as const, orgUnitId: null, awardId: 'inl' };
    expect(grantedBy('brian', ofAward)).toMatchObject({ role: 'DONOR', awardId: 'inl' });
    expect(() => grantedBy('brian', { ...ofAward, orgUnitId: 'goma' })).toThrow('scope-not-one');
    expect(() => grantedBy('brian', { ...ofAward, role: 'UNIT_HEAD' })).toThrow('role-not-of-awards');
  });

  it('is withdrawn once', () => {
    const revoked = revokeRole(granted, 'brian', now);
    expect(revoked).toMatchObject({ revokedBy: 'brian', revokedAt: now });
    expect(() => revokeRole(revoked, 'brian', now)).toThrow('role-already-revoked');
  });
});

describe('CR-60', () => {
  it('refuses that an administrator grants himself a role', () => {
    expect(() => grantedBy('amina')).toThrow('own-role');
  });

  it('refuses that an administrator withdraws his own role, so that one always remains', () => {
    expect(() => revokeRole(granted, 'amina', now)).toThrow('own-role');
  });

  it.each(['SYS_ADMIN', 'APPROVER', 'AUDITOR', 'DATA_STEWARD'] as const)(
    'gives %s no right before a second administrator confirms it',
    (role) => {
      const grant = grantedBy('brian', { role });
      expect(grant).toMatchObject({ pending: true, unconfirmedBecause: null });
      const by = { isAdministrator: true, otherAdministrators: two };
      expect(() => confirmGrant(grant, [], { ...by, personId: 'brian' }, now)).toThrow('second-administrator-needed');
      expect(() => confirmGrant(grant, [], { ...by, personId: 'amina' }, now)).toThrow('own-role');
      const confirmed = confirmGrant(grant, [], { ...by, personId: 'clarisse' }, now);
      expect(confirmed).toMatchObject({ pending: false, confirmedBy: 'clarisse', confirmedAt: now });
      expect(() => confirmGrant(confirmed, [], { ...by, personId: 'clarisse' }, now)).toThrow('role-not-pending');
    },
  );

  it('lets an approver confirm only where no second administrator is left', () => {
    const grant = grantedBy('brian', { role: 'SYS_ADMIN' });
    const approver = { personId: 'ingrid', isAdministrator: false };
    const confirm = (otherAdministrators: string[]): Grant =>
      confirmGrant(grant, [], { ...approver, otherAdministrators }, now);
    expect(() => confirm(two)).toThrow('second-administrator-needed');
    expect(confirm(['brian'])).toMatchObject({ confirmedBy: 'ingrid' });
  });

  it('lets the first administrator make the second alone, once', () => {
    const first = firstAdministrator('one', 'brian', 'installation', now);
    expect(first).toMatchObject({ validTo: null, pending: false });
    const second = grantedBy('brian', { role: 'SYS_ADMIN' }, [], ['brian']);
    expect(second).toMatchObject({ pending: false, validTo: null, unconfirmedBecause: 'SECOND_ADMINISTRATOR' });
    expect(grantedBy('brian', { role: 'SYS_ADMIN' }, [], ['brian', 'amina'])).toMatchObject({ pending: true });
    expect(grantedBy('brian', { role: 'APPROVER' }, [], ['brian'])).toMatchObject({ pending: true });
  });

  it('keeps administrators apart from every other role, both ways', () => {
    const administrator = grantedBy('brian', { role: 'SYS_ADMIN' });
    expect(() => grantedBy('brian', {}, [administrator])).toThrow('administrator-apart');
    expect(() => grantedBy('brian', { role: 'SYS_ADMIN' }, [granted])).toThrow('administrator-apart');
    const confirming = { personId: 'clarisse', isAdministrator: true, otherAdministrators: two };
    expect(() => confirmGrant(administrator, [granted], confirming, now)).toThrow('administrator-apart');
  });

  it('grants the administrator everywhere or not at all', () => {
    for (const scope of [{ orgUnitId: 'u' }, { placeId: 'p' }])
      expect(() => grantedBy('brian', { role: 'SYS_ADMIN', ...scope })).toThrow('administrator-everywhere');
  });

  it('CR-61 keeps auditors apart from every role that writes, both ways', () => {
    const auditor = grantedBy('brian', { role: 'AUDITOR' });
    const keeper = grantedBy('brian', { role: 'STOREKEEPER' });
    expect(() => grantedBy('brian', { role: 'STOREKEEPER' }, [auditor])).toThrow('auditor-apart');
    expect(() => grantedBy('brian', { role: 'AUDITOR' }, [keeper])).toThrow('auditor-apart');
    for (const role of ['AUDITOR', 'DONOR', 'INVESTIGATOR'] as const)
      expect(() => grantedBy('brian', { role }, [auditor])).not.toThrow();
  });

  it('lets an administrator have another role before or after', () => {
    const administrator = grantedBy('brian', { role: 'SYS_ADMIN' });
    expect(() => grantedBy('brian', { validFrom: administrator.validTo }, [administrator])).not.toThrow();
    expect(() => grantedBy('brian', {}, [revokeRole(administrator, 'brian', now)])).not.toThrow();
  });
});
