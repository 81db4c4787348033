import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/http.js';
import { everyItem, useRead } from '../api/reading.js';
import { useWords } from '../words/words.js';

export interface Unit {
  id: string;
  code: string;
  nameFr: string;
  nameEn: string | null;
  agency: string;
  specialty: string | null;
  level: string;
  parentId: string | null;
  placeId: string | null;
  headPersonId: string | null;
  status: string;
}
export interface Place {
  id: string;
  kind: string;
  name: string;
  parentId: string | null;
  access: string;
}
export interface Organisation {
  id: string;
  kind: string;
  legalName: string;
}
export interface Award {
  id: string;
  fain: string;
  donor: string;
}

const rarelyChanges = 10 * 60_000;
const useEvery = <T>(path: string) =>
  useQuery<T[]>({ queryKey: ['every', path], queryFn: () => everyItem<T>(path), staleTime: rarelyChanges });

export interface CatalogueItem {
  id: string;
  maker: string;
  model: string;
  category: string;
}
export interface Project {
  id: string;
  code: string;
  name: string;
  awardIds: string[];
  budgetLines: {
    id: string;
    code: string;
    name: string;
    awardId: string;
    amountMinor: number;
    currency: string;
    orderedMinor: number;
    requestedMinor: number;
  }[];
}

export const useUnits = () => useEvery<Unit>('/directory/organisation-units');
export const useOrganisations = () => useEvery<Organisation>('/directory/organisations');
export const useAwards = () => useEvery<Award>('/procurement/awards');
export const useCatalogue = () => useEvery<CatalogueItem>('/procurement/catalogue-items');
export const useCategories = () =>
  useRead<{ items: { code: string; nameFr: string; nameEn: string }[] }>('/procurement/catalogue-items/categories', {
    staleTime: rarelyChanges,
  });
export const useProjects = () => useEvery<Project>('/procurement/projects');

export function useModelName(): (id: string | null | undefined) => string {
  const items = useCatalogue().data;
  return (id) => {
    const item = items?.find((each) => each.id === id);
    return item ? `${item.maker} ${item.model}` : id ? '…' : '–';
  };
}

export function useAwardName(): (id: string | null | undefined) => string {
  const awards = useAwards().data;
  return (id) => (id ? (awards?.find((each) => each.id === id)?.fain ?? '…') : '–');
}

export function useUnitName(): (id: string | null | undefined) => string {
  const { language } = useWords();
  const units = useUnits().data;
  return (id) => {
    const unit = units?.find((each) => each.id === id);
    if (!unit) return id ? '…' : '–';
    return (language === 'en' && unit.nameEn) || unit.nameFr;
  };
}

export function useOrganisationName(): (id: string | null | undefined) => string {
  const organisations = useOrganisations().data;
  return (id) => (id ? (organisations?.find((each) => each.id === id)?.legalName ?? '…') : '–');
}

export function usePlaceName(id: string | null | undefined): string {
  const place = useRead<Place>(id ? `/directory/places/${id}` : null, { staleTime: rarelyChanges }).data;
  return place?.name ?? (id ? '…' : '–');
}

interface PersonRow {
  id: string;
  displayName?: string;
  function: string | null;
}

/** Names of people, joined at display; directory records that they were read (CR-62). */
export function useNames(ids: (string | null | undefined)[]): (id: string | null | undefined) => string {
  const wanted = [...new Set(ids.filter((id): id is string => !!id))].sort().slice(0, 200);
  const { data } = useQuery<{ items: PersonRow[] }>({
    queryKey: ['people', ...wanted],
    queryFn: () => ask(`/directory/people?purpose=DISPLAY&ids=${wanted.join(',')}`),
    enabled: wanted.length > 0,
    staleTime: rarelyChanges,
  });
  const { t } = useWords();
  return (id) => {
    if (!id) return '–';
    if (!data) return '…';
    // Not everybody may read everybody's name.
    return data.items.find((each) => each.id === id)?.displayName ?? t('people.unseen');
  };
}
