import { ActionIcon, AppShell, Burger, Group, NativeSelect, NavLink, Text, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { get } from '../api/client';
import { useEvents } from '../api/events';
import { useSession, useSignOut } from '../api/session';
import type { Domain, List } from '../api/types';
import { State } from '../ui/state';
import { menuFor } from './menu';
import { useShortcuts } from './shortcuts';

export function Shell({ children }: { children: ReactNode }) {
    const { d, isAdmin, session } = useSession();
    const [path, open] = useLocation();
    const [opened, { toggle, close }] = useDisclosure();
    const menu = useMemo(() => menuFor(isAdmin, session.d === null), [isAdmin, session.d]);
    useShortcuts(menu, open);
    const live = useEvents(d);
    return (
        <AppShell header={{ height: 48 }} navbar={{ width: 190, breakpoint: 'sm', collapsed: { mobile: !opened } }} padding="md">
            <a className="skip" href="#content">
                Skip to content
            </a>
            <AppShell.Header px="md">
                <Group h="100%" justify="space-between" wrap="nowrap" gap="xs">
                    <Group gap="xs" wrap="nowrap">
                        <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Menu" aria-expanded={opened} />
                        <Text fw={700}>ESG</Text>
                        <span role="status" title={live ? 'Changes show at once' : 'No events from the node; trying again'}>
                            <State of={live ? 'ok' : 'pending'}>{live ? 'live' : 'connecting'}</State>
                        </span>
                    </Group>
                    <Tools />
                </Group>
            </AppShell.Header>
            <AppShell.Navbar p="xs" component="nav" aria-label="Pages">
                {menu.map((group) => (
                    <div key={group.label} role="group" aria-label={group.label}>
                        <Text size="xs" fw={600} className="soft" px="xs" pt="sm" pb={4}>
                            {group.label}
                        </Text>
                        {group.items.map((item) => (
                            <NavLink
                                key={item.path}
                                component={Link}
                                href={item.path}
                                label={item.label}
                                active={path.startsWith(item.path)}
                                aria-current={path.startsWith(item.path) ? 'page' : undefined}
                                aria-keyshortcuts={`g ${item.key}`}
                                title={`g ${item.key}`}
                                onClick={close}
                            />
                        ))}
                    </div>
                ))}
            </AppShell.Navbar>
            <AppShell.Main id="content" tabIndex={-1}>
                {children}
            </AppShell.Main>
        </AppShell>
    );
}

function Tools() {
    const { session } = useSession();
    const { setColorScheme } = useMantineColorScheme();
    const dark = useComputedColorScheme('light') === 'dark';
    const signOut = useSignOut();
    return (
        <Group gap={6} wrap="nowrap">
            <DomainChoice />
            <Text size="sm" className="soft" visibleFrom="sm" title={`Role: ${session.role}`}>
                {session.name}
            </Text>
            <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={dark ? 'Light colours' : 'Dark colours'}
                onClick={() => setColorScheme(dark ? 'light' : 'dark')}
            >
                {dark ? <IconSun size={18} /> : <IconMoon size={18} />}
            </ActionIcon>
            <ActionIcon variant="subtle" color="gray" aria-label="Sign out" onClick={() => void signOut()}>
                <IconLogout size={18} />
            </ActionIcon>
        </Group>
    );
}

function DomainChoice() {
    const { session, d, chooseDomain } = useSession();
    const domains = useQuery({
        queryKey: ['domains'],
        queryFn: () => get<List<Domain>>('/rest/v1/master/domains', { limit: 1000 }),
        enabled: session.d === null,
        staleTime: 60_000,
    });
    if (session.d !== null) return <Text size="sm">{session.d}</Text>;
    const known = domains.data?.items.map((domain) => domain.d) ?? [];
    const names = d && !known.includes(d) ? [d, ...known] : known;
    return (
        <NativeSelect
            size="xs"
            aria-label="Domain"
            w={{ base: 118, sm: 200 }}
            value={d}
            onChange={(event) => chooseDomain(event.currentTarget.value)}
            data={[{ value: '', label: 'All domains' }, ...names]}
        />
    );
}
