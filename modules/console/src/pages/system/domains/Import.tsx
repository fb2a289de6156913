import { Alert, Button, Checkbox, FileInput, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportAnswer, ImportStep } from '../../../api/access';
import { Problem, send, withParams } from '../../../api/client';
import { Failed } from '../../../ui/DataTable';
import { Difference } from '../../../ui/rules/Difference';
import { Panel } from '../../../ui/rules/Panel';
import { State } from '../../../ui/state';
import { domainFile, stepChanges, stepName, type DomainFile } from './file';

interface Props {
    /** Where the file goes; '' for where it says. */
    d: string;
    /** Nobody may choose another. */
    fixed: boolean;
    onClose: () => void;
}

/** Steps shown: a file may have tens of thousands. */
const MOST = 500;
const KINDS: Record<ImportStep['what'], string> = { added: 'ok', changed: 'pending', deleted: 'failed' };

/** A file of a domain: first what it would do, then it is done, as a whole or not at all. */
export function Import({ d, fixed, onClose }: Props) {
    const queries = useQueryClient();
    const [file, setFile] = useState<DomainFile | string>();
    const [to, setTo] = useState(d);
    const [remove, setRemove] = useState(false);
    const document = typeof file === 'object' ? file.document : undefined;
    const path = (dryrun: boolean) => withParams(`/rest/v1/master/domains/${encodeURIComponent(to.trim())}/import`, { dryrun, delete: remove });
    const look = useMutation({ mutationFn: async () => (await send<ImportAnswer>('POST', path(true), document)).data });
    const take = useMutation({
        mutationFn: async () => (await send<ImportAnswer>('POST', path(false), document)).data,
        onSuccess: () => queries.invalidateQueries(), // anything may be another now
    });
    const changed = () => {
        look.reset();
        take.reset();
    };
    const choose = async (chosen: File | null) => {
        changed();
        const read = chosen ? domainFile(await chosen.text()) : undefined;
        setFile(read);
        if (!d && typeof read === 'object') setTo(read.d);
    };
    return (
        <Panel title={d ? `Import into ${d}` : 'Import a file'} onClose={onClose} dirty={!!look.data && !take.data}>
            <Stack gap="sm">
                <FileInput
                    label="File"
                    description="JSON, as an export makes it"
                    placeholder="Choose a file"
                    accept="application/json,.json"
                    clearable
                    disabled={take.isSuccess}
                    error={typeof file === 'string' ? file : undefined}
                    onChange={(chosen) => void choose(chosen)}
                />
                {typeof file === 'object' && <About file={file} />}
                <TextInput
                    label="Into the domain"
                    description={fixed ? undefined : 'Made when there is none; another name than that in the file makes a copy'}
                    required
                    readOnly={fixed || take.isSuccess}
                    spellCheck={false}
                    value={to}
                    onChange={(event) => {
                        setTo(event.currentTarget.value);
                        changed();
                    }}
                />
                <Checkbox
                    label="Delete what the lists of the file do not have"
                    description="Without it, such documents stay"
                    checked={remove}
                    disabled={take.isSuccess}
                    onChange={(event) => {
                        setRemove(event.currentTarget.checked);
                        changed();
                    }}
                />
                {!take.data && (
                    <Group justify="flex-end">
                        <Button variant={look.data ? 'default' : 'filled'} loading={look.isPending} disabled={!document || !to.trim()} onClick={() => look.mutate()}>
                            Look what it would do
                        </Button>
                    </Group>
                )}
                <Mistakes of={take.error ?? look.error} />
                {look.data && !take.data && (
                    <>
                        <Answer of={look.data} />
                        <Group justify="flex-end">
                            <Button variant="default" onClick={onClose}>
                                Cancel
                            </Button>
                            <Button color={look.data.deleted > 0 ? 'red' : undefined} loading={take.isPending} disabled={look.data.steps.length === 0} onClick={() => take.mutate()}>
                                Do it
                            </Button>
                        </Group>
                    </>
                )}
                {take.data && (
                    <>
                        <Answer of={take.data} />
                        <Group justify="flex-end">
                            <Button onClick={onClose}>Close</Button>
                        </Group>
                    </>
                )}
            </Stack>
        </Panel>
    );
}

function About({ file }: { file: DomainFile }) {
    return (
        <Text size="sm" className="soft">
            It holds {file.holds}
            {file.d && `, and comes from ${file.d}`}.{file.without.length > 0 && ` It has no list of ${file.without.join(', ')}: these stay as they are.`}
        </Text>
    );
}

function Mistakes({ of }: { of: unknown }) {
    if (!of) return null;
    if (!(of instanceof Problem) || of.errors.length === 0) return <Failed error={of} />;
    return (
        <Alert color="red" variant="light" role="alert" title="Nothing was done: the file has mistakes">
            <ul style={{ margin: 0, paddingLeft: 18 }}>
                {of.errors.map(({ field, message }, at) => (
                    <li key={at}>
                        <code>{field}</code> {message}
                    </li>
                ))}
            </ul>
        </Alert>
    );
}

function Answer({ of }: { of: ImportAnswer }) {
    const would = of.dryrun ? 'would be ' : '';
    return (
        <Stack gap="xs">
            <div role="status">
                <b>{of.dryrun ? 'Nothing is written yet.' : 'Done.'}</b> {of.added} {would}added, {of.changed} {would}changed, {of.deleted} {would}deleted;{' '}
                {of.unchanged} are the same{of.left > 0 && `, ${of.left} that the file does not have stay`}.
            </div>
            {of.steps.slice(0, MOST).map((step) => (
                <Step key={`${step.kind} ${step.id}`} of={step} />
            ))}
            {of.steps.length > MOST && <div className="soft">{of.steps.length - MOST} more.</div>}
        </Stack>
    );
}

function Step({ of }: { of: ImportStep }) {
    const found = stepChanges(of);
    const head = (
        <>
            <State of={KINDS[of.what]}>{of.what}</State> {stepName(of)}
        </>
    );
    if (found.length === 0) return <div>{head}</div>;
    return (
        <details className="step" open={found.length < 6}>
            <summary>{head}</summary>
            <Difference of={found} label={`What changes of ${stepName(of)}`} />
        </details>
    );
}
