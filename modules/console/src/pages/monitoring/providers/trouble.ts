import type { ProviderState } from '../../../api/types';
import { duration } from '../../../ui/format';

/** Trouble first. */
export const STATES = ['failed', 'registering', 'unregistered', 'registered', 'disabled'] as const;

/** What an operator has to know of an account in one line: why it fails and when it tries again, else the last status line. */
export function trouble(row: ProviderState, now: number): string {
    if (row.enabled && row.node === null) return 'No node serves it';
    const said = row.failure ?? row.last_response[0] ?? '';
    const wait = row.nextattempt ? (Date.parse(row.nextattempt) - now) / 1000 : 0;
    const again = row.regstate !== 'registered' && wait > 0 ? `again in ${duration(wait)}` : '';
    return [said, again].filter(Boolean).join(' · ');
}

/** Why it cannot be registered now; empty when it can. */
export function whyNotRegister(row: ProviderState): string {
    if (!row.enabled) return 'The account is disabled';
    if (!row.reg) return 'The account does not register: its provider knows our address';
    if (row.node === null) return 'No node serves the account';
    return '';
}

/** `1, 2` as numbers, or what is wrong with it. */
export function preference(text: string): number[] | string {
    const parts = text.split(/[\s,]+/).filter(Boolean);
    const bad = parts.find((part) => !/^\d{1,6}$/.test(part));
    if (bad !== undefined) return `“${bad}” is not a number`;
    const numbers = parts.map(Number);
    return new Set(numbers).size === numbers.length ? numbers : 'Each instance once';
}
