import { Alert, Button, Group, SegmentedControl, Stack, Textarea, Title } from '@mantine/core';
import { useEffect } from 'react';
import { Link } from 'wouter';
import { explained, Problem, send } from '../../api/client';
import { useSession } from '../../api/session';
import { ConfirmButton } from '../ConfirmButton';
import { Card } from './Card';
import { differences, type Doc } from './fields';
import { leadTo } from './FieldInput';
import { pathOf, type Kind, type Row } from './kind';
import { nothingUnsaved, useUnsaved } from './unsaved';
import { useEditor, type Editor, type Loaded } from './useEditor';

interface Props<T extends Row> {
    kind: Kind<T>;
    start: Loaded;
    title: string;
    done: (saved: Loaded) => void;
    /** It is no longer there. */
    gone: () => void;
    /** It has been made just now. */
    made?: boolean;
}

type Naming = Pick<Kind<Row>, 'path' | 'one' | 'gone'>;

/** One document, as a card or as JSON; for who may change nothing, to be read. */
export function EditorView<T extends Row>({ kind, start, title, done, gone, made }: Props<T>) {
    const { mayWrite, session } = useSession();
    const editor = useEditor(kind, start, done);
    useUnsaved(mayWrite && editor.dirty);
    const firstWrong = editor.fields.find(({ name }) => editor.errors.byField[name]);
    useEffect(() => {
        if (editor.attempts > 0 && firstWrong) leadTo(firstWrong);
        // Only after an attempt: not while the next field is written.
    }, [editor.attempts]);
    const { read } = editor;
    return (
        <form
            noValidate
            className="document"
            onSubmit={(event) => {
                event.preventDefault();
                if (mayWrite) editor.save();
            }}
        >
            <Stack>
                <Group justify="space-between">
                    <Stack gap={2}>
                        <Link href={kind.page}>← {kind.title}</Link>
                        <Title order={1}>{title}</Title>
                    </Stack>
                    <Forms editor={editor} />
                </Group>
                {!mayWrite && (
                    <Alert color="gray" variant="light">
                        Your role, {session.role}, sees this and cannot change it.
                    </Alert>
                )}
                {editor.loaded.etag && kind.elsewhere?.(editor.loaded.doc as T)}
                {editor.json === undefined && typeof read !== 'string' ? (
                    <Card groups={kind.groups} editor={editor} doc={read} readOnly={!mayWrite} />
                ) : (
                    <Json editor={editor} readOnly={!mayWrite} />
                )}
                {mayWrite && <Bar kind={kind} editor={editor} title={title} gone={gone} made={made} />}
            </Stack>
        </form>
    );
}

type BarProps = Pick<Props<Row>, 'title' | 'gone' | 'made'> & { kind: Naming; editor: Editor };

/** What is done with the whole of it, always in sight. */
function Bar({ kind, editor, title, gone, made }: BarProps) {
    const isNew = !editor.loaded.etag;
    const saved = !editor.dirty && (editor.saving.isSuccess || made);
    return (
        <Stack className="savebar" gap="xs">
            <Trouble editor={editor} />
            <Group justify="space-between">
                <Group>
                    <Button type="submit" loading={editor.saving.isPending}>
                        {isNew ? `Make the ${kind.one}` : 'Save'}
                    </Button>
                    <span role="status">{saved ? 'Saved; live on every node within a second.' : editor.dirty && !isNew ? 'Not saved yet' : ''}</span>
                </Group>
                {!isNew && <Deletion kind={kind} doc={editor.loaded.doc} etag={editor.loaded.etag} title={title} gone={gone} />}
            </Group>
        </Stack>
    );
}

function Forms({ editor }: { editor: Editor }) {
    return (
        <SegmentedControl
            size="xs"
            aria-label="Form"
            data={[
                { value: 'card', label: 'Card', disabled: typeof editor.read === 'string' },
                { value: 'json', label: 'JSON' },
            ]}
            value={editor.json === undefined ? 'card' : 'json'}
            onChange={(form) => (form === 'json' ? editor.toJson() : editor.toCard())}
        />
    );
}

function Json({ editor, readOnly }: { editor: Editor; readOnly: boolean }) {
    const { others, byField } = editor.errors;
    const isRefused = Object.keys(byField).length + others.length > 0;
    const wrong = typeof editor.read === 'string' ? editor.read : isRefused && 'Refused: see below';
    return (
        <Textarea
            label="Document"
            description="As in REST. What is left out has its default; null takes a field out."
            classNames={{ input: 'mono' }}
            rows={26}
            spellCheck={false}
            readOnly={readOnly}
            value={editor.json}
            error={wrong || undefined}
            onChange={(event) => editor.setJson(event.currentTarget.value)}
        />
    );
}

/** What keeps it from being saved: said where the keys are pressed, with a way to each field. */
function Trouble({ editor }: { editor: Editor }) {
    const { error } = editor.saving;
    const { byField, others } = editor.errors;
    const named = editor.fields.filter(({ name }) => byField[name]);
    if (editor.theirs) return <Conflict editor={editor} theirs={editor.theirs} />;
    if (!error && (editor.attempts === 0 || (named.length === 0 && others.length === 0))) return null;
    const listed = named.length + others.length > 0;
    if (error instanceof Problem && error.errors.length > 0 && !listed) return null; // all of it has been changed since
    return (
        <Alert color="red" variant="light" role="alert" title="Not saved" className="trouble">
            {listed ? (
                <ul className="plain">
                    {named.map((field) => (
                        <li key={field.name}>
                            {editor.json === undefined ? (
                                <button type="button" className="link" onClick={() => leadTo(field)}>
                                    {field.label}
                                </button>
                            ) : (
                                <code>{field.name}</code>
                            )}{' '}
                            {byField[field.name]}
                        </li>
                    ))}
                    {others.map(({ field, message }) => (
                        <li key={`${field} ${message}`}>
                            {field && <code>{field}</code>} {message}
                        </li>
                    ))}
                </ul>
            ) : (
                explained(error)
            )}
        </Alert>
    );
}

function Conflict({ editor, theirs }: { editor: Editor; theirs: Loaded }) {
    const changed = differences(editor.loaded.doc, theirs.doc);
    return (
        <Alert color="orange" variant="light" role="alert" className="trouble" title="Somebody else has changed it meanwhile">
            <Stack gap="xs">
                <span>
                    {changed.length > 0 ? `Changed there: ${changed.join(', ')}.` : 'It reads the same again.'} Nothing of yours is saved yet.
                </span>
                <Group gap="xs">
                    <Button size="xs" onClick={() => editor.reload(true)}>
                        Reload, keep my changes
                    </Button>
                    <Button size="xs" variant="default" onClick={() => editor.reload(false)}>
                        Reload, drop my changes
                    </Button>
                </Group>
            </Stack>
        </Alert>
    );
}

interface DeletionProps {
    kind: Naming;
    doc: Doc;
    etag?: string;
    title: string;
    gone: () => void;
}

function Deletion({ kind, doc, etag, title, gone }: DeletionProps) {
    return (
        <ConfirmButton
            label="Delete"
            title={`Delete ${title}?`}
            act={() =>
                send('DELETE', pathOf(kind, String(doc.id)), undefined, etag).catch((error: unknown) => {
                    if (error instanceof Problem && error.status === 404) return; // it is gone, as was wanted
                    if (error instanceof Problem && error.status === 412) {
                        throw new Error('Somebody else has changed it meanwhile; load the page anew and look at it first.');
                    }
                    throw error;
                })
            }
            onDone={() => {
                nothingUnsaved();
                gone();
            }}
        >
            {kind.gone}
        </ConfirmButton>
    );
}
