import { Alert, NativeSelect, NumberInput, SegmentedControl, SimpleGrid, Stack, Switch, Text, TextInput, Title } from '@mantine/core';
import { ASKED, hints, type Draft } from './rule';

interface Props {
    rule: Draft;
    errors: Record<string, string>;
    disabled: boolean;
    onChange: (rule: Draft) => void;
}

const TEXTS = ['method', 'useragent', 'fromuser', 'fromdomain', 'touser', 'todomain'] as const;

/** The card of a rule. */
export function RuleFields({ rule, errors, disabled, onChange }: Props) {
    const set = (change: Partial<Draft>) => onChange({ ...rule, ...change });
    const text = (field: (typeof TEXTS)[number] | 'address' | 'name' | 'reason', label: string, help: string) => (
        <TextInput
            key={field}
            label={label}
            description={help}
            value={rule[field]}
            error={errors[field]}
            readOnly={disabled}
            spellCheck={false}
            onChange={(event) => set({ [field]: event.currentTarget.value })}
        />
    );
    return (
        <Stack gap="xs">
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
                {text('name', 'Name', 'For you')}
                <NumberInput
                    label="Priority"
                    description="Lowest first; the first rule that fits decides"
                    required
                    allowDecimal={false}
                    value={rule.priority}
                    error={errors.priority}
                    readOnly={disabled}
                    onChange={(priority) => set({ priority })}
                />
            </SimpleGrid>
            <Switch label="Enabled" checked={rule.enabled} disabled={disabled} error={errors.enabled} onChange={(event) => set({ enabled: event.currentTarget.checked })} />
            <Title order={2}>Asks for</Title>
            {text('address', ASKED.address.label, ASKED.address.help)}
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
                <NativeSelect
                    label={ASKED.transport.label}
                    description={ASKED.transport.help}
                    data={[{ value: '', label: 'any' }, 'udp', 'tcp', 'tls']}
                    value={rule.transport}
                    error={errors.transport}
                    disabled={disabled}
                    onChange={(event) => set({ transport: event.currentTarget.value as Draft['transport'] })}
                />
                <NumberInput
                    label={ASKED.port.label}
                    description={ASKED.port.help}
                    allowDecimal={false}
                    value={rule.port}
                    error={errors.port}
                    readOnly={disabled}
                    onChange={(port) => set({ port })}
                />
                {TEXTS.map((field) => text(field, ASKED[field].label, ASKED[field].help))}
            </SimpleGrid>
            <Does rule={rule} errors={errors} disabled={disabled} onChange={onChange} />
            {rule.action === 'deny' && rule.denymode === 'reject' && text('reason', 'Reason', 'Text of the Reason header of that answer; empty is our own')}
            {hints(rule).map((hint) => (
                <Alert key={hint} color={rule.action === 'deny' && hint.startsWith('It denies') ? 'orange' : 'gray'} variant="light" p="xs">
                    {hint}
                </Alert>
            ))}
        </Stack>
    );
}

function Does({ rule, errors, disabled, onChange }: Props) {
    const set = (change: Partial<Draft>) => onChange({ ...rule, ...change });
    return (
        <>
            <Title order={2}>Does</Title>
            <SegmentedControl
                aria-label="Action"
                style={{ alignSelf: 'flex-start' }}
                disabled={disabled}
                data={[
                    { value: 'allow', label: 'Allow' },
                    { value: 'deny', label: 'Deny' },
                ]}
                value={rule.action}
                onChange={(action) => set({ action: action as Draft['action'] })}
            />
            {errors.action && (
                <Text size="sm" c="red" role="alert">
                    {errors.action}
                </Text>
            )}
            {rule.action === 'deny' && (
                <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" verticalSpacing="xs">
                    <NativeSelect
                        label="Way of denying"
                        description="A scanner is not to learn that somebody is here"
                        data={[
                            { value: 'drop', label: 'no answer at all' },
                            { value: 'reject', label: 'answer requests' },
                        ]}
                        value={rule.denymode}
                        error={errors.denymode}
                        disabled={disabled}
                        onChange={(event) => set({ denymode: event.currentTarget.value as Draft['denymode'] })}
                    />
                    {rule.denymode === 'reject' && (
                        <NumberInput
                            label="Code"
                            description="Of the answer, 400 to 699"
                            allowDecimal={false}
                            value={rule.code}
                            error={errors.code}
                            readOnly={disabled}
                            onChange={(code) => set({ code })}
                        />
                    )}
                </SimpleGrid>
            )}
        </>
    );
}
