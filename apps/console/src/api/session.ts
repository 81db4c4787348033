import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { ask, Refusal, useCsrf as keepCsrf } from './http.js';

export interface Caller {
  personId: string;
  roles: { role: string; orgUnitId?: string; placeId?: string; awardId?: string }[];
  session: { id: string; csrfToken: string } | null;
}

/** Who sits at the desk; null when nobody is signed in. */
export const useSession = () =>
  useQuery<Caller | null>({
    queryKey: ['session'],
    queryFn: async () => {
      try {
        const caller = await ask<Caller>('/gateway/session');
        keepCsrf(caller.session?.csrfToken ?? '');
        return caller;
      } catch (error) {
        if (error instanceof Refusal && error.status === 401) return null;
        throw error;
      }
    },
    staleTime: 60_000,
  });

const here = (): string => encodeURIComponent(window.location.pathname + window.location.search);
export const signInAddress = (): string => `/auth/login?returnTo=${here()}`;
/** Shows a second factor again, for what gives power or cannot be taken back. */
export const stepUpAddress = (): string => `/auth/login?stepUp=1&returnTo=${here()}`;

export const CallerContext = createContext<Caller>({ personId: '', roles: [], session: null });
export const useCaller = (): Caller => useContext(CallerContext);

/** Whether a button is worth showing: the server decides again. */
export const useHasRole = (...roles: string[]): boolean => useCaller().roles.some(({ role }) => roles.includes(role));
