import { Alert, Autocomplete, Button, Group, NativeSelect, SegmentedControl, SimpleGrid, Stack, Text, TextInput, Title, VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get, send } from '../../../../api/client';
import type { Normalization } from '../../../../api/explanation';
import { useSession } from '../../../../api/session';
import type { List, Provider } from '../../../../api/types';
import { Empty } from '../../../../ui/DataTable';
import { Facts } from '../../../../ui/Facts';
import { placed } from '../../../../ui/rules/problems';
import { useDomains } from '../../../../ui/rules/useDomains';
import { NormalizationView } from '../NormalizationView';
import { Station } from '../Station';
import { FIELDS, MORE, question, type Written } from './question';

const NOTHING: Written = { d: '', code: '', direction: 'in', from: '', to: '', ruri: '', fromname: '', fromdomain: '', todomain: '' };

const NUMBERS: Record<string, string> = {
    fromuser: 'From number', fromname: 'From name', fromdomain: 'From domain', touser: 'To number', todomain: 'To domain',
    ruriuser: 'Request-URI number', calledparty: 'P-Called-Party-ID',
};

/** What normalization makes of a call, without a call (NRM-07). */
export function SubstitutionPage() {
    const { d } = useSession();
    const [written, write] = useState({ ...NOTHING, d });
    const ask = useMutation({ mutationFn: async (of: Written) => (await send<Normalization>('POST', '/api/test/v1/substitution', question(of))).data });
    const { at, rest } = placed(ask.error, Object.keys(FIELDS));
    const text = (field: keyof typeof FIELDS) => ({
        label: FIELDS[field].label,
        description: FIELDS[field].help,
        value: written[field],
        error: at[field],
        spellCheck: false,
        onChange: (event: { currentTarget: HTMLInputElement }) => set({ [field]: event.currentTarget.value }),
    });
    const set = (change: Partial<Written>) => write((old) => ({ ...old, ...change }));
    return (
        <Stack gap="sm">
            <Title order={1}>Testing — Substitution</Title>
            <Text size="sm">Which normalization rule a call meets, and what it makes of the numbers. Nothing is sent.</Text>
            <form
                onSubmit={(event) => {
                    event.preventDefault();
                    ask.mutate(written);
                }}
            >
                <Stack gap="xs">
                    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
                        <DomainField value={written.d} error={at.d} onChange={(chosen) => set({ d: chosen, code: '' })} />
                        <AccountField d={written.d} value={written.code} error={at.code} onChange={(code) => set({ code })} />
                        <TextInput {...text('from')} />
                        <TextInput {...text('to')} />
                    </SimpleGrid>
                    <details>
                        <summary>Names, domains and the Request-URI</summary>
                        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs" mt="xs">
                            {MORE.map((field) => (
                                <TextInput key={field} {...text(field)} />
                            ))}
                        </SimpleGrid>
                    </details>
                    <Group>
                        <SegmentedControl
                            aria-label="Direction"
                            data={[
                                { value: 'in', label: 'In, from the provider' },
                                { value: 'out', label: 'Out, to the provider' },
                            ]}
                            value={written.direction}
                            onChange={(direction) => set({ direction })}
                        />
                        <Button type="submit" loading={ask.isPending} disabled={!written.d || !written.code.trim()}>
                            Try
                        </Button>
                    </Group>
                    {rest && (
                        <Alert color="red" role="alert">
                            {rest}
                        </Alert>
                    )}
                </Stack>
            </form>
            {ask.data ? (
                <Outcome of={ask.data} />
            ) : (
                <Empty title="Nothing tried yet">Choose an account, write numbers as the provider or the subscriber would send them, and try.</Empty>
            )}
        </Stack>
    );
}

function Outcome({ of }: { of: Normalization }) {
    return (
        <Stack gap="sm">
            <VisuallyHidden role="status">{of.rule ? 'One rule applies.' : 'No rule applies.'}</VisuallyHidden>
            <Station title="Rules" verdict={of.rule ? 'ok' : 'disabled'} said={of.rule ? 'one applies' : 'none applies'}>
                <NormalizationView of={of} />
            </Station>
            <Station title="Result">
                <Facts of={Object.entries(of.result).map(([field, value]) => [NUMBERS[field] ?? field, <code key={field}>“{value}”</code>])} />
            </Station>
        </Stack>
    );
}

function DomainField({ value, error, onChange }: { value: string; error?: string; onChange: (d: string) => void }) {
    const domains = useDomains();
    const known = value && !domains.includes(value) ? [value, ...domains] : domains;
    return (
        <NativeSelect
            label={FIELDS.d.label}
            description={FIELDS.d.help}
            required
            data={[{ value: '', label: 'Choose one' }, ...known]}
            value={value}
            error={error}
            onChange={(event) => onChange(event.currentTarget.value)}
        />
    );
}

/** Of ten thousand accounts those that fit what is written. */
function AccountField({ d, value, error, onChange }: { d: string; value: string; error?: string; onChange: (code: string) => void }) {
    const [q] = useDebouncedValue(value, 250);
    const found = useQuery({
        queryKey: ['account', 'codes', d, q],
        queryFn: () => get<List<Provider>>('/rest/v1/uc/providers', { d, q, limit: 20 }),
        enabled: !!d,
        staleTime: 30_000,
    });
    const none = !!d && !q && found.data?.total === 0;
    return (
        <Autocomplete
            label={FIELDS.code.label}
            description={none ? 'This domain has no accounts yet.' : FIELDS.code.help}
            required
            disabled={!d}
            data={[...new Set(found.data?.items.map((one) => one.code) ?? [])]}
            filter={({ options }) => options}
            value={value}
            error={error}
            onChange={onChange}
        />
    );
}
