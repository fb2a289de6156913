import { Stack, Tabs, Title } from '@mantine/core';
import { useLocation, useSearch } from 'wouter';
import { BansTab } from './BansTab';
import { RulesTab } from './RulesTab';

/** Who gets in from outside: rules of the border filter (BRD-02), and bans (SEC-01). */
export function FilterPage() {
    const search = new URLSearchParams(useSearch());
    const [, go] = useLocation();
    const tab = search.get('tab') === 'bans' ? 'bans' : 'rules';
    return (
        <Stack gap="sm">
            <Title order={1}>Filter</Title>
            <Tabs value={tab} onChange={(to) => go(to === 'bans' ? '/routing/filter?tab=bans' : '/routing/filter', { replace: true })} keepMounted={false}>
                <Tabs.List>
                    <Tabs.Tab value="rules">Rules</Tabs.Tab>
                    <Tabs.Tab value="bans">Bans</Tabs.Tab>
                </Tabs.List>
                <Tabs.Panel value="rules" pt="sm">
                    <RulesTab opened={search.get('rule') ?? undefined} />
                </Tabs.Panel>
                <Tabs.Panel value="bans" pt="sm">
                    <BansTab />
                </Tabs.Panel>
            </Tabs>
        </Stack>
    );
}
