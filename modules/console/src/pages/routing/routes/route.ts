import type { FieldError } from '../../../api/client';
import type { RouteRule } from '../../../api/types';
import { isHost, type Doc, type FieldGroup } from '../../../ui/document/fields';
import type { Kind } from '../../../ui/document/kind';

const BREAKS_URI = '<>"';
const SIP_URI = /^sips?:(?:[^@]*@)?(\[[0-9A-Fa-f:.]+\]|[^:;?@[\]]+)(:\d{1,5})?([;?].*)?$/;

/** What a call meets in a rule, in a line. */
export function meets(route: RouteRule): string {
    const { origin = 'any', providercode = '*', from = '*', to = '*' } = route;
    const who = origin === 'provider' ? 'from providers' : origin === 'subscriber' ? 'from subscribers' : 'all calls';
    const by = providercode === '*' ? '' : ` by ${providercode}`;
    return `${who}${by}${from === '*' ? '' : `, calling ${from}`}${to === '*' ? '' : `, called ${to}`}`;
}

/** What a rule does with a call, in a line. */
export function leads(route: RouteRule): string {
    const target = route.target ?? '';
    switch (route.action) {
        case 'external':
            return `to account ${target}`;
        case 'subscriber':
            return target ? `to subscriber ${target}` : 'to the subscriber called';
        case 'uri':
            return `to ${target}`;
        case 'domain':
            return `on by the routes of ${target}`;
        case 'reject':
            return `refused with ${route.code ?? 403}`;
        case 'test':
            return target === 'echo' ? 'answered with an echo' : 'answered with a tone';
        default:
            return route.action;
    }
}

/** What the action wants of the target, as the server has it (RouteForm). */
export function badTarget(doc: Doc): FieldError[] {
    const target = typeof doc.target === 'string' ? doc.target : '';
    const refuse = (message: string): FieldError[] => [{ field: 'target', message }];
    switch (doc.action) {
        case 'external': {
            const [code, ...at] = target.split('@');
            if (!target) return refuse('is required: code of the account');
            return !code || (at.length > 0 && !isHost(at.join('@'))) ? refuse('must be CODE or CODE@domain') : [];
        }
        case 'uri': {
            const host = SIP_URI.exec(target)?.[1]?.replace(/[[\]]/g, '');
            if (!target) return refuse('is required: a SIP URI');
            return host && isHost(host) ? [] : refuse('must be a sip or sips URI with a host');
        }
        case 'domain':
            if (!target) return refuse('is required: a domain of this platform');
            if (!isHost(target)) return refuse(`is not a domain: ${target}`);
            return target.toLowerCase() === doc.d ? refuse('is the rule’s own domain') : [];
        case 'subscriber':
            return target.includes('@') ? refuse('must be a user or number of the rule’s domain') : [];
        case 'test':
            return ['', 'tone', 'echo'].includes(target) ? [] : refuse('must be tone or echo, or left out for tone');
        default:
            return [];
    }
}

function rejects(doc: Doc): boolean {
    return doc.action === 'reject';
}

function leadsOn(doc: Doc): boolean {
    return doc.action === 'external' || doc.action === 'subscriber' || doc.action === 'uri';
}

const PATTERN = 'Exact, a mask with ? and *, or /reg/ and a regular expression.';

const GROUPS: FieldGroup[] = [
    {
        title: 'Rule',
        fields: [
            { name: 'd', label: 'Domain', help: 'Whose calls it is for.', kind: 'text', host: true, required: true, suggest: () => 'domains' },
            { name: 'name', label: 'Name', help: 'For people.', kind: 'text' },
            {
                name: 'priority', label: 'Priority', kind: 'whole', least: -2_147_483_648, most: 2_147_483_647, absent: '0',
                help: 'The lowest number is tried first. Rules of one number share the calls by chance; another number makes a reserve.',
            },
            { name: 'enabled', label: 'Enabled', help: 'Off, calls pass it by.', kind: 'flag', absent: true },
        ],
    },
    {
        title: 'Calls it is for',
        about: 'All of it has to fit.',
        fields: [
            {
                name: 'origin', label: 'Come from', kind: 'choice', options: { any: 'both', provider: 'providers', subscriber: 'subscribers and PBXs' }, absent: 'any',
                help: 'The side a call comes from.',
            },
            { name: 'providercode', label: 'By account', help: `Code of the account it came by. ${PATTERN}`, kind: 'text', suggest: () => 'accounts' },
            { name: 'from', label: 'Calling number', help: PATTERN, kind: 'text' },
            { name: 'to', label: 'Called number', help: `${PATTERN} 8* is every number with 8 in front.`, kind: 'text' },
        ],
    },
    {
        title: 'Where they go',
        fields: [
            {
                name: 'action', label: 'Action', help: 'What becomes of the call.', kind: 'choice', required: true, absent: 'external',
                options: {
                    external: 'out by a provider’s account', subscriber: 'to a subscriber', uri: 'to a SIP address, as of a PBX', domain: 'on by the routes of another domain',
                    reject: 'refused', test: 'answered by the gateway, to try it',
                },
            },
            {
                name: 'target', label: 'Target', kind: 'text', without: BREAKS_URI, shown: (doc) => !rejects(doc),
                help: 'Account: CODE, or CODE@domain. Subscriber: user or number; empty is the called number. SIP address: sip:192.0.2.10. Domain: its name. To try it: tone or echo.',
                suggest: (doc) => (doc.action === 'external' ? 'accounts' : doc.action === 'domain' ? 'domains' : undefined),
            },
            { name: 'touser', label: 'Called number there', help: 'Empty: as it was called.', kind: 'text', without: `${BREAKS_URI}@:`, shown: leadsOn },
            {
                name: 'failovercodes', label: 'Next rule after', kind: 'wholes', least: 300, most: 699, keepEmpty: true, shown: leadsOn,
                help: 'Answers (300 to 699) after which the next rule is tried. Empty: none.',
            },
            { name: 'code', label: 'Answer', help: 'SIP status the caller gets, 400 to 699.', kind: 'whole', least: 400, most: 699, absent: '403', shown: rejects },
            { name: 'reason', label: 'Reason', help: 'Text of the Reason header; empty is our own.', kind: 'text', shown: rejects },
        ],
    },
];

export const ROUTE: Kind<RouteRule> = {
    key: 'routes',
    path: '/rest/v1/uc/routes',
    page: '/routing/routes',
    title: 'Routes',
    one: 'route',
    search: 'Name, target, account',
    called: (row) => row.name || leads(row),
    columns: [
        { key: 'name', title: 'Route', cell: (row) => row.name || leads(row) },
        { key: 'priority', title: 'Priority', right: true, cell: (row) => row.priority ?? 0 },
        { key: 'meets', title: 'Calls', cell: meets },
        { key: 'leads', title: 'Go', cell: leads },
    ],
    groups: GROUPS,
    fresh: { enabled: true, origin: 'any', providercode: '*', from: '*', to: '*', action: 'external', failovercodes: [408, 500, 502, 503, 504] },
    check: badTarget,
    gone: 'Calls it was for go by the rules after it, or nowhere.',
    stale: [],
};
