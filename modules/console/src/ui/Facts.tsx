import type { ReactNode } from 'react';

/** Names and values; what has no value is left out. */
export function Facts({ of }: { of: [string, ReactNode][] }) {
    return (
        <dl className="facts">
            {of
                .filter(([, value]) => value !== undefined && value !== null && value !== '')
                .map(([name, value]) => (
                    <div key={name} style={{ display: 'contents' }}>
                        <dt>{name}</dt>
                        <dd>{value}</dd>
                    </div>
                ))}
        </dl>
    );
}
