import { Group, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { formTime, instant } from '../../../ui/format';
import { mistake, RANGES, times, type Range, type View } from './view';

interface Props {
    view: View;
    change: (what: Partial<View>) => void;
    now: number;
}

/** What the search does not say: when, and values that have to be exactly so. */
export function Filters({ view, change, now }: Props) {
    const text = (name: 'number' | 'account' | 'code') => ({
        size: 'xs',
        value: view[name],
        onChange: (event: { currentTarget: HTMLInputElement }) => change({ [name]: event.currentTarget.value }),
    });
    // What was looked at is where one's own times begin.
    const choose = (range: Range) => change({ range, ...(range === 'times' ? times(view, now) : {}) });
    return (
        <Group className="filters" gap="sm" align="flex-end" role="group" aria-label="Filter">
            <NativeSelect
                label="Began"
                size="xs"
                value={view.range}
                data={RANGES.map((range) => ({ ...range }))}
                onChange={(event) => choose(event.currentTarget.value as Range)}
            />
            {view.range === 'times' && (
                <>
                    <Time label="From" value={view.from} onChange={(from) => change({ from })} />
                    <Time label="Before" value={view.to} onChange={(to) => change({ to })} error={mistake(view)} />
                </>
            )}
            <TextInput label="Whole number" title="Exactly this one: as received or as sent, of the caller or the called" type="tel" w={150} {...text('number')} />
            <TextInput label="Account" title="Its code" w={120} {...text('account')} />
            <TextInput label="Final code" title="Of the answer to the caller, such as 486; 0 where he got none" inputMode="numeric" w={80} {...text('code')} />
        </Group>
    );
}

/** What is written stays as it is written while it means what is asked for; a time that is not yet one means none. */
function Time({ label, value, onChange, error }: { label: string; value: string; onChange: (time: string) => void; error?: string }) {
    const [draft, setDraft] = useState('');
    return (
        <TextInput
            type="datetime-local"
            label={label}
            size="xs"
            value={instant(draft) === value ? draft : formTime(value)}
            error={error}
            onChange={(event) => {
                setDraft(event.currentTarget.value);
                onChange(instant(event.currentTarget.value));
            }}
        />
    );
}
