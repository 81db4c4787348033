import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

/** Facts in the reader's scope as they become known: what is on the screen and speaks of them is read again. */
export function useLive(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const touched = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stream = new EventSource('/api/audit/events');
    stream.addEventListener('fact', ({ data: text }: MessageEvent<string>) => {
      const { data } = JSON.parse(text) as { data: { documentId?: string | null; deviceIds?: string[] } };
      const { documentId, deviceIds } = data;
      for (const id of [documentId, ...(deviceIds ?? [])]) if (id) touched.add(id);
      timer ??= setTimeout(() => {
        const ids = [...touched];
        touched.clear();
        timer = undefined;
        const isOf = (key: unknown) =>
          typeof key === 'string' && (key.includes('?limit=') || ids.some((id) => key.includes(id)));
        void queries.invalidateQueries({ predicate: ({ queryKey }) => isOf(queryKey[0]) });
      }, 1_000);
    });
    return () => {
      stream.close();
      clearTimeout(timer);
    };
  }, [queries]);
}
