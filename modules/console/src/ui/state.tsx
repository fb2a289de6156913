import { useEffect, useState, type ReactNode } from 'react';

// Each passes 3:1 on both grounds; the word stands beside it, so colour alone says nothing.
const COLOURS: Record<string, string> = {
    registered: '#2f9e44',
    ok: '#2f9e44',
    up: '#2f9e44',
    talking: '#2f9e44',
    registering: '#d9730d',
    pending: '#d9730d',
    ringing: '#d9730d',
    failed: '#e03131',
    unregistered: '#868e96',
    disabled: '#868e96',
    ended: '#868e96',
};

export function colour(state: string): string {
    return COLOURS[state] ?? '#1c7ed6';
}

export function State({ of, children }: { of: string; children?: ReactNode }) {
    return (
        <span style={{ whiteSpace: 'nowrap' }}>
            <span className="dot" style={{ background: colour(of) }} aria-hidden />
            {children ?? of}
        </span>
    );
}

/** The time, once a second, for what says "since". */
export function useNow(): number {
    const [now, tick] = useState(Date.now);
    useEffect(() => {
        const timer = setInterval(() => tick(Date.now()), 1000);
        return () => clearInterval(timer);
    }, []);
    return now;
}
