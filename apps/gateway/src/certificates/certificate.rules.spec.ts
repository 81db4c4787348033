import { certificatePage, readCertificate } from './certificate.rules.js';

describe('AM-29 the page of a certificate', () => {
  it.each([
    ['VALID', 'Authentique', 'Valid'],
    ['CHANGED', 'Modifié', 'Changed'],
    ['REVOKED', 'Révoqué', 'Revoked'],
    ['UNKNOWN', 'Inconnu', 'Unknown'],
  ] as const)('says %s in French and English', (verdict, french, english) => {
    const page = certificatePage({ verdict, number: 'PV-2026-000001', date: null });
    for (const said of [french, english, 'PV-2026-000001']) expect(page).toContain(said);
    expect(page).not.toMatch(/<script|<time/);
  });
  it('says nothing but verdict, number and date, whatever handover answers', () => {
    const body = { verdict: 'VALID', date: '2026-11-24', number: 'X', unit: 'PMH', serials: ['5CD'] };
    expect(readCertificate('PV-1', body)).toEqual({ verdict: 'VALID', number: 'PV-1', date: '2026-11-24' });
    expect(readCertificate('PV-1', { verdict: 'VALID', date: '<b>' }).date).toBeNull();
    expect(() => readCertificate('PV-1', { code: 'not-valid' })).toThrow('no verdict');
    expect(() => readCertificate('PV-1', { verdict: 'toString' })).toThrow('no verdict');
  });
});
