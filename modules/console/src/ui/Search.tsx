import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';

/** `/` leads here, wherever the page has one. */
export function Search({ value, onChange, label }: { value: string; onChange: (value: string) => void; label: string }) {
    return (
        <TextInput
            data-search
            type="search"
            aria-label={label}
            placeholder={`${label}  ( / )`}
            leftSection={<IconSearch size={15} aria-hidden />}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
            w={{ base: '100%', sm: 320 }}
        />
    );
}
