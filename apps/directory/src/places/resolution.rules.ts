/** A place as papers may mean it: every name it ever had, and what it lies in. */
export interface KnownPlace {
  id: string;
  kind: string;
  name: string;
  /** As compared (`nameKey`); open ends are null. */
  names: readonly { key: string; as: 'NAME' | 'FORMER_NAME' | 'ALIAS'; from: Date | null; to: Date | null }[];
  /** What it lies in today, at any distance, and what those were split from: “Kamina (Katanga)” is in Haut-Lomami today. */
  within: readonly string[];
  /** It ended and is divided among these. */
  successors: readonly string[];
  ended: boolean;
}

export type Resolution =
  | { status: 'RESOLVED'; placeId: string; by: 'NAME' | 'FORMER_NAME' | 'ALIAS' }
  | {
      status: 'NEEDS_GEOCODING';
      why: 'UNKNOWN' | 'AMBIGUOUS' | 'DIVIDED' | 'CONTRADICTION';
      /** The old province the text names, when it does (domain §4.5). */
      legacyProvince: string | null;
      candidates: string[];
    };

/** “Équateur”, “EQUATEUR” and “equateur” are one; the database's name_key says the same. */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

const category =
  /^(?:la |le |l )?(?:province|prov|ville|cite|territoire|territory|city|town|commune)(?: (?:de la|de l|du|des|de|d|of))? (?=.)/;

/** The parts of “Goma, Nord-Kivu”, “Kamina (Katanga)” or “Bukavu / Sud-Kivu”, each with the spellings it is looked up under. */
export function partsOf(text: string): string[][] {
  return text
    .split(/[,;/()[\]|]|\s[-–—]\s/u)
    .map(nameKey)
    .filter((key) => key !== '')
    .map((key) => [...new Set([key, key.replace(category, ''), key.replace(/ (province|territory)$/, '')])]);
}

/**
 * The one place a text means on a day, or what a person has to choose from. An old province that was divided is never
 * answered, nor is one of its parts: only a locality tells which (domain §4.5). Without a day every name of every time counts.
 */
export function resolvePlace(text: string, at: Date | null, known: ReadonlyMap<string, KnownPlace>): Resolution {
  const parts = partsOf(text).map((spellings) => meant(spellings, at, [...known.values()]));
  const open = (
    why: 'UNKNOWN' | 'AMBIGUOUS' | 'DIVIDED' | 'CONTRADICTION',
    places: readonly KnownPlace[],
  ): Resolution => {
    const divided = parts.flat().find(({ place }) => place.ended && place.kind === 'PROVINCE');
    const candidates = places.flatMap(({ id, ended, successors }) => (ended ? successors : [id]));
    const legacyProvince = divided?.place.name ?? null;
    return { status: 'NEEDS_GEOCODING', why, legacyProvince, candidates: [...new Set(candidates)].sort() };
  };
  const [first, ...others] = parts;
  if (!first) return open('UNKNOWN', []);
  // A name nobody knows may be the very locality that matters, so what is known around it is only where to look.
  if (parts.some((meanings) => meanings.length === 0))
    return open('UNKNOWN', innermost(parts.flat().map(({ place }) => place)));
  const fitting = parts.flatMap((own, index) =>
    own.filter(({ place }) =>
      parts.every((other, at2) => at2 === index || other.some((outer) => place.within.includes(outer.place.id))),
    ),
  );
  if (fitting.length === 0 && others.length > 0)
    return open(
      'CONTRADICTION',
      parts.flat().map(({ place }) => place),
    );
  const [only] = fitting;
  const places = fitting.map(({ place }) => place);
  if (new Set(places.map(({ id }) => id)).size > 1 || !only) return open('AMBIGUOUS', places);
  if (only.place.ended) return open('DIVIDED', places);
  return { status: 'RESOLVED', placeId: only.place.id, by: only.by };
}

interface Meaning {
  place: KnownPlace;
  by: 'NAME' | 'FORMER_NAME' | 'ALIAS';
}

/** The places that bore one of these names on that day; when none did, those that ever did: old names live on in papers. */
function meant(spellings: readonly string[], at: Date | null, places: readonly KnownPlace[]): Meaning[] {
  for (const spelling of spellings) {
    const bearing = places.flatMap((place) =>
      place.names.filter(({ key }) => key === spelling).map((name) => ({ place, by: name.as, ...name })),
    );
    const then = bearing.filter(
      ({ from, to }) => at === null || ((from === null || from <= at) && (to === null || at < to)),
    );
    const found = then.length > 0 ? then : bearing;
    if (found.length > 0) return found.map(({ place, by }) => ({ place, by }));
  }
  return [];
}

/** Without those that hold another one of them. */
function innermost(places: readonly KnownPlace[]): KnownPlace[] {
  return places.filter(({ id }) => !places.some(({ within }) => within.includes(id)));
}
