import { Textarea } from '@mantine/core';
import type { Document } from './diff';

export function asJson(document: Document): string {
    return JSON.stringify(document, undefined, 2);
}

interface Props {
    text: string;
    onChange: (text: string) => void;
    error?: string;
    disabled?: boolean;
    description?: string;
}

/** The document as REST has it. */
export function JsonMode({ text, onChange, error, disabled, description }: Props) {
    return (
        <Textarea
            label="Document"
            description={description ?? 'As the REST interface has it; fields that are left out take their defaults.'}
            autosize
            minRows={8}
            maxRows={30}
            spellCheck={false}
            classNames={{ input: 'mono' }}
            value={text}
            readOnly={disabled}
            error={error}
            onChange={(event) => onChange(event.currentTarget.value)}
        />
    );
}
