import type { CountRead } from '@dotation/contracts';
import { concernOf, type Standing } from '../consignments/consignment.rules.js';
import { refuseRows, type Problem } from '../documents/rows.rules.js';
import type { Finding } from '../exceptions/finding.rules.js';
import { countable, settleCounts, type SheetRow } from './count.rules.js';
import { recognise, type Known } from './recognition.rules.js';
import { incomplete, isCount, type Acknowledgement } from './sheet.rules.js';

/** The rows of a sheet as devices: codes recognised, counts settled. Refuses what says nothing, or two things of one device. */
export function readSheet(
  said: Acknowledgement,
  known: Known,
): { rows: SheetRow[]; counts: CountRead[]; findings: Finding[] } {
  refuseRows('rows-not-valid', said.lines.flatMap(incomplete));
  const singles = said.lines.flatMap((line, index): SheetRow[] =>
    isCount(line) ? [] : [{ row: index + 1, line, found: recognise(line.code, known, said) }],
  );
  refuseRows('rows-not-valid', contradictions(singles));
  const { rows, counts, findings } = settleCounts(said, known, singles);
  return { rows: [...singles, ...rows].sort((a, b) => a.row - b.row), counts, findings };
}

/** One device has one outcome on one sheet, however many of its codes were read. */
function contradictions(rows: readonly SheetRow[]): Problem[] {
  const first = new Map<string, SheetRow>();
  return rows.flatMap((one): Problem[] => {
    const { row, line, found } = one;
    if (found.kind !== 'DEVICE') return [];
    const earlier = first.get(found.standing.deviceId);
    if (earlier === undefined) {
      first.set(found.standing.deviceId, one);
      return [];
    }
    if (earlier.line.outcome === line.outcome) return [];
    const detail = `Row ${earlier.row} says ${earlier.line.outcome} of the same device.`;
    return [{ row, field: `lines[${row - 1}].outcome`, code: 'device-said-twice', detail, read: line.code }];
  });
}

type Sheet = Pick<Acknowledgement, 'orgUnitId' | 'homeward' | 'lines'>;

/** What a sheet may mean, before anything is decided: the gate is asked for the awards that paid it. */
export function awardsMeant(said: Sheet, known: Known): string[] {
  return [...new Set(devicesMeant(said, known).flatMap(({ awardIds }) => awardIds))].sort();
}

/** The consignments a mandate must name, if it names any (CR-22). */
export function consignmentsMeant(said: Sheet, named: readonly string[], known: Known): string[] {
  const legs = devicesMeant(said, known).flatMap((standing) => {
    const concern = concernOf(standing, said.orgUnitId, said.homeward);
    return concern.kind === 'leg' ? [concern.leg.waybillId] : [];
  });
  return [...new Set([...named, ...legs])].sort();
}

export function devicesMeant(said: Sheet, known: Known): Standing[] {
  return said.lines.flatMap((line) => {
    if (isCount(line)) return countable(line, known, said).map(({ standing }) => standing);
    const found = recognise(line.code, known, said);
    return found.kind === 'DEVICE' ? [found.standing] : [];
  });
}
