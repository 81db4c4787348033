import {
  AppShell,
  Box,
  Burger,
  Button,
  Center,
  Group,
  Loader,
  Menu,
  NavLink,
  Paper,
  ScrollArea,
  Stack,
  Text,
  Title,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Fragment, useEffect, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useLive } from '../api/live.js';
import { CallerContext, signInAddress, useCaller, useSession, type Caller } from '../api/session.js';
import { useNames } from '../choices/names.js';
import { languageNames, speak, useWords, type Language } from '../words/words.js';
import { Refused } from './parts.js';
import { placesFor } from './places.js';
import { Screens } from './screens.js';
import { SearchBox } from './search.js';

/** The desk: who sits at it, what he may open, and the screen he opened. */
export function Desk() {
  const session = useSession();
  if (session.isPending)
    return (
      <Middle>
        <Loader />
      </Middle>
    );
  if (session.error)
    return (
      <Middle>
        <Refused error={session.error} />
      </Middle>
    );
  if (!session.data) return <Welcome />;
  return (
    <CallerContext value={session.data}>
      <Shell caller={session.data} />
    </CallerContext>
  );
}

const Middle = ({ children }: { children: ReactNode }) => (
  <Center mih="100dvh" p="md" component="main">
    {children}
  </Center>
);

function Welcome() {
  const { t } = useWords();
  return (
    <Middle>
      <Paper withBorder p="xl" maw={440}>
        <Stack>
          <Title order={1} size="h2">
            Dotation
          </Title>
          <Text>{t('welcome.text')}</Text>
          <Button component="a" href={signInAddress()} size="md">
            {t('shell.signIn')}
          </Button>
          <Languages />
          <Text size="sm" c="dimmed">
            {t('welcome.field')} <a href="/field/">{t('welcome.fieldGo')}</a>
          </Text>
        </Stack>
      </Paper>
    </Middle>
  );
}

function Languages() {
  const { language } = useWords();
  return (
    <Group gap={4}>
      {(Object.entries(languageNames) as [Language, string][]).map(([code, name]) => (
        <Button
          key={code}
          lang={code}
          size="compact-sm"
          variant={language === code ? 'light' : 'subtle'}
          aria-pressed={language === code}
          onClick={() => void speak(code)}
        >
          {name}
        </Button>
      ))}
    </Group>
  );
}

function Shell({ caller }: { caller: Caller }) {
  useLive();
  const { t } = useWords();
  const [opened, menu] = useDisclosure();
  const [path] = useLocation();
  useEffect(() => {
    menu.close();
    window.scrollTo(0, 0);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- another address is what closes the menu
  }, [path]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding="md"
    >
      <AppShell.Header>
        <Group h="100%" px="md" gap="sm" wrap="nowrap">
          <Burger opened={opened} onClick={menu.toggle} hiddenFrom="sm" size="sm" aria-label={t('shell.menu')} />
          <Text fw={700} size="lg" visibleFrom="xs">
            Dotation
          </Text>
          <SearchBox />
          <Box ml="auto">
            <Person caller={caller} />
          </Box>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs">
        <AppShell.Section grow component={ScrollArea}>
          {placesFor(caller).map(({ to, key, group }, index, all) => (
            <Fragment key={to}>
              {group && group !== all[index - 1]?.group && (
                <Text size="xs" c="dimmed" fw={700} px="sm" pt="xs" pb={2}>
                  {t(`groups.${group}`)}
                </Text>
              )}
              <NavLink
                component={Link}
                href={to}
                py={3}
                label={t(`places.${key}`)}
                active={to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`)}
              />
            </Fragment>
          ))}
        </AppShell.Section>
        <AppShell.Section>
          <NavLink component="a" href="/field/" label={t('places.field')} />
          <NavLink component="a" href="/api/docs" label={t('places.api')} />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main>
        <Screens />
      </AppShell.Main>
    </AppShell>
  );
}

const initials = (name: string): string =>
  name
    .split(' ')
    .map(([first = '']) => first)
    .join('');

function Person({ caller }: { caller: Caller }) {
  const { t, word } = useWords();
  const { setColorScheme, colorScheme } = useMantineColorScheme();
  const names = useNames([caller.personId]);
  const csrf = useCaller().session?.csrfToken ?? '';
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <Button variant="subtle" px="xs" maw={220}>
          <Text visibleFrom="sm" inherit>
            {names(caller.personId)}
          </Text>
          <Text hiddenFrom="sm" inherit title={names(caller.personId)}>
            {initials(names(caller.personId))}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{[...new Set(caller.roles.map(({ role }) => word('role', role)))].join(', ')}</Menu.Label>
        <Group px="sm" py={4}>
          <Languages />
        </Group>
        <Menu.Item onClick={() => setColorScheme(colorScheme === 'dark' ? 'light' : 'dark')}>
          {t('shell.scheme')}
        </Menu.Item>
        <Menu.Divider />
        <form method="post" action="/auth/logout">
          <input type="hidden" name="csrf" value={csrf} />
          <Menu.Item component="button" type="submit">
            {t('shell.signOut')}
          </Menu.Item>
        </form>
        <form method="post" action="/auth/logout-everywhere">
          <input type="hidden" name="csrf" value={csrf} />
          <Menu.Item component="button" type="submit">
            {t('shell.signOutEverywhere')}
          </Menu.Item>
        </form>
      </Menu.Dropdown>
    </Menu>
  );
}
