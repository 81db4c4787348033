import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { ask, newId } from './http.js';

/**
 * One command under one key: pressed twice, or again after a lost answer, it is the same command. The key changes once it
 * was carried out or refused, because then what is sent next is another one.
 */
export function useCommand<T = unknown>(path: string, done: (answer: T) => void = () => {}) {
  const queries = useQueryClient();
  const key = useRef(newId());
  return useMutation({
    mutationFn: (body: unknown) => ask<T>(path, { method: 'POST', body: body ?? {}, key: key.current }),
    onSettled: (_, error) => {
      const unanswered =
        error !== null && 'status' in error && (error.status === 0 || error.status === 503 || error.status === 504);
      if (!unanswered) key.current = newId();
    },
    onSuccess: async (answer: T) => {
      done(answer);
      await queries.invalidateQueries();
    },
  });
}
