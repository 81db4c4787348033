import { useInfiniteQuery, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { ask } from './http.js';

/** The key of a read is its address: what changes a document can tell which reads are of it. */
export const useRead = <T>(path: string | null, options: { staleTime?: number } = {}): UseQueryResult<T> =>
  useQuery<T>({ queryKey: [path], queryFn: () => ask<T>(path!), enabled: path !== null, ...options });

export interface Settling {
  progress: { lines: number; applied: number; refused: number; conflicted: number; settled: boolean };
}

/** A document that other services still work on is asked for again until they have done their part. */
export const useDocument = <T extends Settling>(path: string): UseQueryResult<T> =>
  useQuery<T>({
    queryKey: [path],
    queryFn: () => ask<T>(path),
    refetchInterval: ({ state }) => (state.data && !state.data.progress.settled ? 1_000 : false),
  });

export interface PageOf<T> {
  items: T[];
  next: string | null;
}

/** A list by keyset pages; `filters` that are empty are not sent. */
export function useList<T>(
  path: string,
  filters: Record<string, string | null | undefined> = {},
  limit: number | null = 50,
) {
  const search = new URLSearchParams(Object.entries(filters).filter((entry): entry is [string, string] => !!entry[1]));
  if (limit !== null) search.set('limit', String(limit));
  return useInfiniteQuery({
    queryKey: [`${path}?${search}`],
    queryFn: ({ pageParam }) =>
      ask<PageOf<T>>(`${path}?${search}${pageParam && `&after=${encodeURIComponent(pageParam)}`}`),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}

/** Documents as a desk wants them: what came last stands first. */
export const useDocuments = <T>(path: string, filters: Record<string, string | null | undefined> = {}) =>
  useList<T>(path, { ...filters, order: 'NEWEST_FIRST' });

/** Every page of a short list, such as the units one may choose from. */
export async function everyItem<T>(path: string): Promise<T[]> {
  const items: T[] = [];
  let after = '';
  for (;;) {
    const page = await ask<PageOf<T>>(`${path}${path.includes('?') ? '&' : '?'}limit=200${after}`);
    items.push(...page.items);
    if (page.next === null) return items;
    after = `&after=${encodeURIComponent(page.next)}`;
  }
}
