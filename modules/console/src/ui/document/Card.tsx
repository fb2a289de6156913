import { SimpleGrid, Title } from '@mantine/core';
import { useState } from 'react';
import { useSession } from '../../api/session';
import { valueAt, type Doc, type FieldGroup } from './fields';
import { FieldInput } from './FieldInput';
import type { Editor } from './useEditor';

/** The fields of a document in their groups. */
export function Card({ groups, editor, doc, readOnly }: { groups: FieldGroup[]; editor: Editor; doc: Doc; readOnly: boolean }) {
    return groups.map((group) => <Group key={group.title} group={group} editor={editor} doc={doc} readOnly={readOnly} />);
}

function Group({ group, editor, doc, readOnly }: { group: FieldGroup; editor: Editor; doc: Doc; readOnly: boolean }) {
    const { session } = useSession();
    const shown = group.fields.filter((field) => !field.shown || field.shown(doc));
    const wrong = shown.some(({ name }) => editor.errors.byField[name]);
    // Decided once: what is written into a group does not open or close it.
    const [open, setOpen] = useState(() => !group.folded || group.fields.some(({ name }) => isSaid(valueAt(doc, name))));
    if (shown.length === 0) return null;
    const body = (
        <>
            {group.about && <p className="soft about">{group.about}</p>}
            <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
                {shown.map((field) => (
                    <div key={field.name} className={field.wide ? 'span' : undefined}>
                        <FieldInput
                            field={field}
                            value={editor.draft[field.name] ?? null}
                            error={editor.errors.byField[field.name]}
                            readOnly={readOnly || (field.name === 'd' && session.d !== null)}
                            doc={doc}
                            onChange={(value) => editor.change(field.name, value)}
                            onBlur={() => editor.touch(field.name)}
                        />
                    </div>
                ))}
            </SimpleGrid>
        </>
    );
    if (!group.folded) {
        return (
            <section className="group" aria-label={group.title}>
                <Title order={2}>{group.title}</Title>
                {body}
            </section>
        );
    }
    return (
        <details className="group" open={open || wrong} onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>
                <Title order={2}>{group.title}</Title>
            </summary>
            {body}
        </details>
    );
}

function isSaid(value: unknown): boolean {
    return value !== undefined && !(Array.isArray(value) && value.length === 0);
}
