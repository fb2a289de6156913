import { Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { colour, State } from '../../../ui/state';
import '../../../ui/rules/rules.css';

/** Good, bad, or neither of them. */
export type Verdict = 'ok' | 'failed' | 'disabled';

/** One place on the way of a call, and what was found there. */
export function Station({ title, verdict = 'disabled', said, children }: { title: string; verdict?: Verdict; said?: ReactNode; children?: ReactNode }) {
    const id = useId();
    return (
        <section className="station" aria-labelledby={id} style={{ '--station': verdict === 'disabled' ? undefined : colour(verdict) } as object}>
            <div style={{ display: 'flex', flexWrap: 'wrap', gap: '2px 16px', justifyContent: 'space-between' }}>
                <Title order={2} id={id}>
                    {title}
                </Title>
                {said && (verdict === 'disabled' ? <span className="soft">{said}</span> : <State of={verdict}>{said}</State>)}
            </div>
            {children}
        </section>
    );
}
