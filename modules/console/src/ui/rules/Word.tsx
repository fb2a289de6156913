import type { ReactNode } from 'react';
import './rules.css';

/** A name or an address in a table that breaks only when it is long. */
export function Word({ children }: { children: ReactNode }) {
    return <span className="word">{children}</span>;
}
