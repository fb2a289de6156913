import { Alert, Button, Group, Loader, SegmentedControl, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem, send, type Answer } from '../../../api/client';
import { useSession } from '../../../api/session';
import { Failed } from '../../../ui/DataTable';
import { Conflict } from '../../../ui/rules/Conflict';
import { changes, type Document } from '../../../ui/rules/diff';
import { asJson, JsonMode } from '../../../ui/rules/JsonMode';
import { Panel } from '../../../ui/rules/Panel';
import { parsed, placed } from '../../../ui/rules/problems';
import { FIELDS, NEW, shown, written, wrong } from './rule';
import { RuleFields } from './RuleFields';

const PATH = '/rest/v1/master/borderrules';

/** One rule: a new one without an id. */
export function RuleCard({ id, onClose }: { id?: string; onClose: () => void }) {
    const path = id === undefined ? undefined : `${PATH}/${encodeURIComponent(id)}`;
    const rule = useQuery({
        queryKey: ['borderrules', 'one', id],
        queryFn: () => send<Document>('GET', path!),
        enabled: path !== undefined,
        staleTime: Infinity, // what is being written must not change below the hand
        gcTime: 0,
    });
    if (path === undefined) return <Editor start={{ data: { ...NEW } }} onClose={onClose} />;
    if (rule.data) return <Editor start={rule.data} path={path} onClose={onClose} />;
    return (
        <Panel title="Rule" onClose={onClose}>
            {rule.error ? <Failed error={rule.error} retry={() => void rule.refetch()} /> : <Loader aria-label="Loading" />}
        </Panel>
    );
}

function Editor({ start, path, onClose }: { start: Answer<Document>; path?: string; onClose: () => void }) {
    const { isAdmin } = useSession();
    const queries = useQueryClient();
    const [base, setBase] = useState(start);
    const [document, write] = useState<Document>(start.data);
    /** What is written in JSON mode; undefined in the card. */
    const [text, setText] = useState<string>();
    const read = text === undefined ? { document, error: undefined } : parsed(text);
    const save = useMutation({
        mutationFn: ({ mine, etag }: { mine: Document; etag?: string }) => send(path ? 'PUT' : 'POST', path ?? PATH, mine, etag),
        onSuccess: async () => {
            await queries.invalidateQueries({ queryKey: ['borderrules'] });
            onClose();
        },
    });
    const overtaken = save.error instanceof Problem && save.error.status === 412;
    const local = text === undefined ? wrong(shown(document)) : {};
    const refused = placed(overtaken ? null : save.error, text === undefined ? FIELDS : []);
    const sent = () => (text === undefined ? written(shown(document)) : read.document!);
    const dirty = !read.document || changes(path ? base.data : written(NEW), sent()).length > 0;
    const toMode = (mode: string) => {
        if (mode === 'json') setText(asJson(text === undefined ? written(shown(document)) : document));
        else if (read.document) {
            write(read.document);
            setText(undefined);
        }
    };
    const take = ({ data, etag }: Answer<Document>) => {
        setBase({ data, etag });
        write(data);
        if (text !== undefined) setText(asJson(data));
        save.reset();
    };
    return (
        <Panel title={path ? `Rule ${String(base.data.name || base.data.id)}` : 'New rule'} onClose={onClose} dirty={dirty}>
            <form
                onSubmit={(event) => {
                    event.preventDefault();
                    if (isAdmin && read.document && Object.keys(local).length === 0) save.mutate({ mine: sent(), etag: base.etag });
                }}
            >
                <Stack gap="sm">
                    <SegmentedControl
                        aria-label="How to show it"
                        style={{ alignSelf: 'flex-start' }}
                        data={[
                            { value: 'card', label: 'Card' },
                            { value: 'json', label: 'JSON' },
                        ]}
                        value={text === undefined ? 'card' : 'json'}
                        onChange={toMode}
                    />
                    {text === undefined ? (
                        <RuleFields rule={shown(document)} errors={{ ...refused.at, ...local }} disabled={!isAdmin} onChange={(rule) => write({ ...rule })} />
                    ) : (
                        <JsonMode text={text} onChange={setText} error={read.error} disabled={!isAdmin} />
                    )}
                    {refused.rest && (
                        <Alert color="red" role="alert">
                            {refused.rest}
                        </Alert>
                    )}
                    {overtaken && path && (
                        <Conflict path={path} mine={sent()} onTheirs={take} onMine={({ etag }) => save.mutate({ mine: sent(), etag })} />
                    )}
                    <Group justify="flex-end">
                        <Button variant="default" onClick={onClose}>
                            {isAdmin ? 'Cancel' : 'Close'}
                        </Button>
                        {isAdmin && (
                            <Button type="submit" loading={save.isPending} disabled={!read.document || Object.keys(local).length > 0 || (!!path && !dirty)}>
                                {path ? 'Save' : 'Add'}
                            </Button>
                        )}
                    </Group>
                </Stack>
            </form>
        </Panel>
    );
}
