import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './style.css';
import { createTheme, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { Refusal } from './api/http.js';
import { Desk } from './shell/desk.js';
import { startWords } from './words/words.js';

await startWords();

const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 8, dark: 4 },
  autoContrast: true,
  defaultRadius: 'sm',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  colors: {
    brand: [
      '#e7f6f1',
      '#d3ebe3',
      '#a8d7c8',
      '#79c1ab',
      '#53af92',
      '#3ba483',
      '#2c9f7b',
      '#1d8a69',
      '#0b5c4d',
      '#06463a',
    ],
  },
});

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal stays one however often it is asked; a network that is away is asked again.
      retry: (count, error) => !(error instanceof Refusal && error.status > 0 && error.status < 500) && count < 2,
    },
  },
});

createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <Notifications position="top-right" />
        <Router base="/desk">
          <Desk />
        </Router>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
