import type { FieldError } from '../../../api/client';
import type { NormalizationRule } from '../../../api/types';
import { isObject, valueAt, type Doc, type Field, type FieldGroup } from '../../../ui/document/fields';
import type { Kind } from '../../../ui/document/kind';

const NAMES = ['from.user', 'from.name', 'from.domain', 'to.user', 'to.domain', 'ruri.user', 'account.username', 'account.domain', 'account.code', 'account.d'];
const GROUP = /^((from|to|ruri)\.)?[1-9]$/;
const SET = ['fromuser', 'fromname', 'fromdomain', 'touser', 'todomain', 'ruriuser', 'pai'];

/** What is wrong with a template, as the server has it (Template); empty when nothing is. */
export function badTemplate(text: string): string {
    for (const [part, name] of text.matchAll(/\{\{|\}\}|\{([^{}]*)\}|[{}]/g)) {
        if (name !== undefined) {
            if (!NAMES.includes(name) && !GROUP.test(name)) return `there is no {${name}}`;
        } else if (part === '{' || part === '}') {
            return `has a brace that is alone; ${part}${part} stands for ${part}`;
        }
    }
    return '';
}

export function badTemplates(doc: Doc): FieldError[] {
    const headers = valueAt(doc, 'set.headers');
    const texts: [string, unknown][] = SET.map((name) => [`set.${name}`, valueAt(doc, `set.${name}`)]);
    if (isObject(headers)) for (const [name, text] of Object.entries(headers)) texts.push([`set.headers.${name}`, text]);
    return texts.flatMap(([field, text]) => {
        const message = typeof text === 'string' ? badTemplate(text) : '';
        return message ? [{ field, message }] : [];
    });
}

/** Which calls it is for, in a line. */
export function meets({ match = {} }: NormalizationRule): string {
    const said = ['from', 'to', 'ruri'].flatMap((of) => (match[of] && match[of] !== '*' ? [`${of} ${match[of]}`] : []));
    return said.join(', ') || 'all';
}

/** What it writes, in a line. */
export function writes({ set = {} }: NormalizationRule): string {
    const { headers, ...rest } = set;
    const said = [...Object.entries(rest), ...Object.entries(isObject(headers) ? headers : {})];
    return said.map(([name, text]) => (text === '' ? `${name} empty` : `${name} ${String(text)}`)).join(', ') || 'nothing: as without a rule';
}

const PATTERN = 'Exact, a mask with ? and *, or /reg/ and a regular expression; its groups ( ) can be written below.';

function template(name: string, label: string, help: string): Field {
    return { name: `set.${name}`, label, help, kind: 'template' };
}

const GROUPS: FieldGroup[] = [
    {
        title: 'Rule',
        about: 'Of the rules that fit a call the one with the lowest priority applies, and no other.',
        fields: [
            { name: 'd', label: 'Domain', help: 'Whose accounts it is for.', kind: 'text', host: true, required: true, suggest: () => 'domains' },
            { name: 'name', label: 'Name', help: 'For people.', kind: 'text' },
            { name: 'priority', label: 'Priority', help: 'The lowest number comes first.', kind: 'whole', least: -2_147_483_648, most: 2_147_483_647, absent: '0' },
            { name: 'enabled', label: 'Enabled', help: 'Off, calls pass it by.', kind: 'flag', absent: true },
        ],
    },
    {
        title: 'Calls it is for',
        fields: [
            {
                name: 'direction', label: 'Direction', kind: 'choice', options: { in: 'in, from the provider', out: 'out, to the provider' }, absent: 'out', required: true,
                help: 'In is rewritten before routes, out after them.',
            },
            { name: 'providercode', label: 'Accounts', help: 'By code: exact, a mask as carrier*, or * for all.', kind: 'text', suggest: () => 'accounts' },
            { name: 'match.from', label: 'Where user of From is', help: `The calling number. ${PATTERN}`, kind: 'text' },
            { name: 'match.to', label: 'Where user of To is', help: `The called number. ${PATTERN}`, kind: 'text' },
            { name: 'match.ruri', label: 'Where user of the Request-URI is', help: PATTERN, kind: 'text' },
        ],
    },
    {
        title: 'What it writes',
        about: `Text, with values of the call in braces: ${NAMES.map((name) => `{${name}}`).join(' ')}, and groups of the patterns: {1} through all, {from.1} {to.1} {ruri.1} of each.`,
        fields: [
            template('fromuser', 'User of From', 'The calling number.'),
            template('fromname', 'Name in From', 'What displays show.'),
            template('fromdomain', 'Domain of From', 'In: the account’s domain without a rule; out: the provider’s.'),
            template('touser', 'User of To', 'The called number. In: empty without a rule.'),
            template('todomain', 'Domain of To', 'As that of From.'),
            template('ruriuser', 'User of the Request-URI', 'Follows the user of To when left alone.'),
            template('pai', 'P-Asserted-Identity', 'A user, a URI or a whole name-addr; empty takes the header out.'),
            { name: 'set.headers', label: 'Other headers', help: 'One a line, as Privacy: id. Nothing after the colon takes the header out.', kind: 'pairs', wide: true },
        ],
    },
];

export const NORMALIZATION: Kind<NormalizationRule> = {
    key: 'normalization',
    path: '/rest/v1/uc/normalizationrules',
    page: '/routing/normalization',
    title: 'Normalization',
    one: 'rule',
    search: 'Name, account',
    called: (row) => row.name || `${row.direction}: ${writes(row)}`,
    columns: [
        { key: 'name', title: 'Rule', cell: (row) => row.name || 'without a name' },
        { key: 'priority', title: 'Priority', right: true, cell: (row) => row.priority ?? 0 },
        { key: 'direction', title: 'Direction', cell: (row) => (row.direction === 'in' ? '→ in' : '← out') },
        { key: 'providercode', title: 'Accounts', cell: (row) => (row.providercode ?? '*') === '*' ? 'all' : row.providercode },
        { key: 'match', title: 'Numbers', cell: meets },
        { key: 'set', title: 'Writes', cell: writes },
    ],
    groups: GROUPS,
    fresh: { enabled: true, direction: 'out', providercode: '*' },
    check: badTemplates,
    gone: 'Calls it was for are written by the next rule that fits, or stay as without one.',
    stale: [],
};
