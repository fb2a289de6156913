import { Group, Stack, Switch, VisuallyHidden } from '@mantine/core';
import { useMemo, useState } from 'react';
import '../../../../ui/rules/rules.css';
import { differing, marks, type Line, type Mark } from './marks';

const SIGNS: Record<Mark, string> = { same: '', changed: '~', new: '+', gone: '−', fresh: '*' };
const WORDS: Record<Mark, string> = { same: '', changed: 'changed: ', new: 'new: ', gone: 'gone: ', fresh: 'made for each call: ' };

interface Props {
    label: string;
    before: string;
    after: string;
    fresh?: string[];
}

/** A packet with what differs from another marked, by signs and words as well as by colour. */
export function MarkedPacket({ label, before, after, fresh }: Props) {
    const lines = useMemo(() => marks(before, after, fresh), [before, after, fresh]);
    const [whole, show] = useState(false);
    const count = differing(lines);
    return (
        <Stack gap={4}>
            <Group justify="space-between">
                <span className="soft">
                    {count === 0 ? 'Nothing differs' : `${count} ${count === 1 ? 'line differs' : 'lines differ'}`} from the INVITE that came: ~ changed, + new, −
                    gone{fresh && fresh.length > 0 && ', * made for each call'}
                </span>
                <Switch size="xs" label="Show what stood there" checked={whole} onChange={(event) => show(event.currentTarget.checked)} />
            </Group>
            <pre className="packet marked" tabIndex={0} aria-label={label}>
                {lines.map((line, at) => (
                    <Shown key={at} line={line} withBefore={whole} />
                ))}
            </pre>
        </Stack>
    );
}

function Shown({ line, withBefore }: { line: Line; withBefore: boolean }) {
    return (
        <>
            {withBefore && line.was !== undefined && (
                <span className="line gone" data-sign={SIGNS.gone}>
                    <VisuallyHidden component="span">was: </VisuallyHidden>
                    {line.was}
                    {'\n'}
                </span>
            )}
            <span className={`line ${line.mark}`} data-sign={SIGNS[line.mark]}>
                {WORDS[line.mark] && <VisuallyHidden component="span">{WORDS[line.mark]}</VisuallyHidden>}
                {line.parts.map(({ text, changed }, at) => (changed && line.mark !== 'fresh' ? <mark key={at}>{text}</mark> : text))}
                {'\n'}
            </span>
        </>
    );
}
