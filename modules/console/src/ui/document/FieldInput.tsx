import { Checkbox, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { get } from '../../api/client';
import { useSession } from '../../api/session';
import type { List } from '../../api/types';
import { MASK, type Doc, type Draft, type Field } from './fields';

interface Props {
    field: Field;
    value: Draft[string];
    error?: string;
    readOnly: boolean;
    /** The document as it stands, for what depends on other fields. */
    doc: Doc;
    onChange: (value: Draft[string]) => void;
    onBlur: () => void;
}

function idOf(field: { name: string }): string {
    return `field-${field.name}`;
}

/** To the control, clear of what sticks to the edges of the page. */
export function leadTo(field: { name: string }) {
    const control = document.getElementById(idOf(field));
    control?.focus({ preventScroll: true });
    control?.scrollIntoView({ block: 'center' });
}

/** The control of one field with its help and what is wrong with it. */
export function FieldInput({ field, value, error, readOnly, doc, onChange, onBlur }: Props) {
    const common = { id: idOf(field), label: field.label, description: field.help, error, onBlur };
    const typed = {
        ...common,
        readOnly,
        withAsterisk: field.required,
        'aria-required': field.required,
        autoComplete: 'off',
        spellCheck: false,
        value: value === null ? '' : String(value),
        onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
    };
    switch (field.kind) {
        case 'flag':
            if (readOnly) return <TextInput {...typed} value={value ? 'yes' : 'no'} />;
            return <Checkbox {...common} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />;
        case 'choice': {
            if (readOnly) return <TextInput {...typed} value={field.options[String(value)] ?? String(value)} />;
            const options = Object.entries(field.options).map(([of, label]) => ({ value: of, label }));
            if (!(String(value) in field.options)) options.push({ value: String(value), label: String(value) });
            return <NativeSelect {...common} data={options} value={String(value)} onChange={(event) => onChange(event.currentTarget.value)} />;
        }
        case 'lines':
        case 'pairs':
            return <Textarea {...typed} autosize minRows={2} maxRows={12} classNames={{ input: 'mono' }} />;
        case 'whole':
            return <TextInput {...typed} inputMode="numeric" placeholder={field.absent} />;
        case 'template':
            return <Template {...typed} field={field} empty={value === ''} onValue={onChange} />;
        case 'secret':
            return <TextInput {...typed} {...secret(typed.value, onChange)} />;
        default:
            return <Suggested {...typed} what={field.suggest?.(doc)} d={String(doc.d ?? '')} />;
    }
}

type Typed = React.ComponentProps<typeof TextInput> & { value: string };

function Template({ field, empty, onValue, ...typed }: Typed & { field: Field; empty: boolean; onValue: (value: string | null) => void }) {
    return (
        <Stack gap={4}>
            <TextInput
                {...typed}
                placeholder={empty ? 'empty' : 'as without a rule'}
                onChange={(event) => onValue(event.currentTarget.value || null)}
            />
            {(!typed.readOnly || empty) && (
                <Checkbox
                    size="xs"
                    label={`Make ${field.label} empty`}
                    checked={empty}
                    disabled={typed.readOnly}
                    onChange={(event) => onValue(event.currentTarget.checked ? '' : null)}
                />
            )}
        </Stack>
    );
}

/** Readable while it is written: it is copied from a letter and compared with it. One that is set is not known here and shows as its mask. */
function secret(value: string, onChange: (value: string) => void) {
    return {
        className: 'secret',
        autoComplete: 'new-password',
        placeholder: 'none',
        onFocus: (event: React.FocusEvent<HTMLInputElement>) => value === MASK && event.currentTarget.select(),
        // Written behind the mask it would become a part of the password.
        onChange: (event: React.ChangeEvent<HTMLInputElement>) => {
            const text = event.currentTarget.value;
            onChange(value === MASK && text.startsWith(MASK) ? text.slice(MASK.length) : text);
        },
    };
}

function Suggested({ what, d, ...typed }: Typed & { what?: 'domains' | 'accounts'; d: string }) {
    const { session } = useSession();
    const [q] = useDebouncedValue(typed.value, 250);
    const found = useQuery({
        queryKey: ['suggested', what, d, q],
        queryFn: () =>
            what === 'domains'
                ? get<List<{ d: string }>>('/rest/v1/master/domains', { q, limit: 20 }).then(({ items }) => items.map((one) => one.d))
                : get<List<{ code: string }>>('/rest/v1/uc/providers', { d, q: q.replace('*', ''), limit: 20 }).then(({ items }) => items.map((one) => one.code)),
        enabled: what !== undefined && !typed.readOnly && !(what === 'domains' && session.d !== null),
        staleTime: 30_000,
    });
    const list = `${typed.id}-known`;
    return (
        <>
            <TextInput {...typed} list={found.data ? list : undefined} />
            {found.data && (
                <datalist id={list}>
                    {found.data.map((one) => (
                        <option key={one} value={one} />
                    ))}
                </datalist>
            )}
        </>
    );
}
