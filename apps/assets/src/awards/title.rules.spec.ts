import { titleOn, type TitleVersion } from './title.rules.js';

const versions: TitleVersion[] = [
  { awardId: 'grant', validFrom: '2024-01-01', title: 'CONDITIONAL' },
  { awardId: 'loan', validFrom: '2024-01-01', title: 'FEDERALLY_OWNED' },
  { awardId: 'turned', validFrom: '2024-01-01', title: 'CONDITIONAL' },
  { awardId: 'turned', validFrom: '2025-01-01', title: 'FEDERALLY_OWNED' },
  { awardId: 'corrected', validFrom: '2024-01-01', title: 'CONDITIONAL' },
  { awardId: 'corrected', validFrom: '2024-01-01', title: 'FEDERALLY_OWNED' },
  { awardId: 'exempt', validFrom: '2024-01-01', title: 'EXEMPT' },
];
const by = (...awards: string[]): { awardId: string }[] => awards.map((awardId) => ({ awardId }));

describe('2 CFR 200.312, 200.313: title follows the terms of the award on the day of acquisition', () => {
  it.each([
    ['a conditional award', by('grant'), '2025-06-01', 'IOM_CONDITIONAL'],
    ['an award whose property stays the government’s', by('loan'), '2025-06-01', 'FEDERALLY_OWNED'],
    ['an award whose property is exempt', by('exempt'), '2025-06-01', 'IOM_CONDITIONAL'],
    ['two awards, one of which owns', by('grant', 'loan'), '2025-06-01', 'FEDERALLY_OWNED'],
    ['an amendment that came before', by('turned'), '2025-01-01', 'FEDERALLY_OWNED'],
    ['an amendment that came after', by('turned'), '2024-12-31', 'IOM_CONDITIONAL'],
    ['of two terms of one day the later told', by('corrected'), '2024-01-01', 'FEDERALLY_OWNED'],
    ['an award before its first day', by('loan'), '2020-01-01', 'FEDERALLY_OWNED'],
    ['an award nobody told of', by('?'), '2025-06-01', 'IOM_CONDITIONAL'],
    ['no order yet (AM-6)', null, '2025-06-01', 'IOM_CONDITIONAL'],
  ] as const)('%s', (_, funding, day, title) => {
    expect(titleOn(versions, funding, day)).toBe(title);
  });
});
