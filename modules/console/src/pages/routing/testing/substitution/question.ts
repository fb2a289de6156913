/** What the form of a dry run holds. */
export interface Written {
    d: string;
    code: string;
    direction: string;
    from: string;
    to: string;
    ruri: string;
    fromname: string;
    fromdomain: string;
    todomain: string;
}

export const FIELDS = {
    d: { label: 'Domain', help: 'Whose account and rules' },
    code: { label: 'Account', help: 'By its code' },
    from: { label: 'From', help: 'The caller’s number, as it is sent' },
    to: { label: 'To', help: 'The called number, as it is sent' },
    ruri: { label: 'Request-URI number', help: 'Empty: the called number' },
    fromname: { label: 'From name', help: 'What the caller’s display says' },
    fromdomain: { label: 'From domain', help: '' },
    todomain: { label: 'To domain', help: '' },
} as const;

export const MORE = ['ruri', 'fromname', 'fromdomain', 'todomain'] as const;

/** What is asked: an empty Request-URI is not the same as none, so what is left empty is left out. */
export function question(written: Written): Record<string, string> {
    return Object.fromEntries(Object.entries(written).flatMap(([field, value]: [string, string]) => (value.trim() ? [[field, value.trim()]] : [])));
}
