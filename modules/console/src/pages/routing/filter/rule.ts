import type { BorderRule } from '../../../api/border';
import { said, type Document } from '../../../ui/rules/diff';

/** A rule being written: number fields may hold what is no number yet. */
export type Draft = Omit<BorderRule, 'id' | 'priority' | 'port' | 'code'> & { id?: string; priority: number | string; port: number | string; code: number | string };

/** Defaults of the server, but the priority: 0 would go before all others. */
export const NEW: Draft = {
    name: '', enabled: true, priority: 100, address: '*', transport: '', port: 0, method: '*', fromuser: '', fromdomain: '*', touser: '',
    todomain: '*', useragent: '*', action: 'allow', denymode: 'drop', code: 403, reason: '',
};

type Asked = 'address' | 'transport' | 'port' | 'method' | 'fromuser' | 'fromdomain' | 'touser' | 'todomain' | 'useragent';

/** What is asked of a packet, in the order of the card. */
export const ASKED: Record<Asked, { label: string; help: string }> = {
    address: { label: 'Address', help: 'Of the sender: exact, network as 203.0.113.0/28, mask as 10.0.?.1, or /reg/ and a regular expression. No names. * is any' },
    transport: { label: 'Transport', help: 'It came by' },
    port: { label: 'Port', help: 'Of the sender; 0 is any' },
    method: { label: 'Method', help: 'As INVITE or REGISTER; mask or /reg/ too. * is any' },
    fromuser: { label: 'From user', help: 'Exact or /reg/; empty is any. A mask is not offered: * may stand in a user name' },
    fromdomain: { label: 'From domain', help: 'Exact, mask or /reg/. * is any' },
    touser: { label: 'To user', help: 'Exact or /reg/; empty is any' },
    todomain: { label: 'To domain', help: 'Exact, mask or /reg/. * is any' },
    useragent: { label: 'User-Agent', help: 'Exact, mask or /reg/, as *scanner*. * is any' },
};

export const FIELDS: readonly string[] = [...Object.keys(ASKED), 'name', 'enabled', 'priority', 'action', 'denymode', 'code', 'reason'];

function asksFor(rule: Draft | BorderRule, field: Asked): boolean {
    return !['', '*', 0, '0'].includes(rule[field]);
}

/** What a rule asks of a packet, in one line. */
export function asks(rule: Draft | BorderRule): string {
    const asked = (Object.keys(ASKED) as Asked[]).filter((field) => asksFor(rule, field));
    return asked.map((field) => `${ASKED[field].label.toLowerCase().replace('user-agent', 'User-Agent')} ${rule[field]}`).join(', ') || 'everything';
}

/** What a rule does, in one line. */
export function does(rule: Draft | BorderRule): string {
    if (rule.action === 'allow') return 'allow';
    return rule.denymode === 'drop' ? 'deny, no answer' : `deny, ${rule.code} ${rule.reason}`.trim();
}

/** What an operator should know of a rule like this before it is in force. */
export function hints(rule: Draft): string[] {
    const star = rule.fromuser === '*' || rule.touser === '*' ? ['A user * is one of that very name; leave the field empty for any.'] : [];
    return [...star, ...effects(rule)];
}

function effects(rule: Draft): string[] {
    const asked = (Object.keys(ASKED) as Asked[]).filter((field) => asksFor(rule, field));
    const byAddress = asked.every((field) => field === 'address');
    if (asked.length === 0 && rule.action === 'deny') {
        return ['It denies everybody whom no rule before it allows, providers’ answers too. That is how a white list ends: have a rule for each provider’s addresses first.'];
    }
    if (byAddress) return ['Asked before a packet is parsed, and of responses and connections as well.'];
    if (rule.action === 'allow' && asked.includes('address')) {
        return ['Asked of requests alone: responses have no method and no User-Agent. A rule that is to allow a provider should hold its addresses and nothing else.'];
    }
    return ['Asked of requests, after they are parsed. Calls that stand go on.'];
}

/** What is wrong with it, by field, as far as that can be told here; the server has the last word. */
export function wrong(rule: Draft): Record<string, string> {
    const found: Record<string, string> = {};
    const whole = (field: 'priority' | 'port' | 'code', least: number, most: number) => {
        const value = Number(rule[field]);
        if (rule[field] === '' || !Number.isInteger(value)) found[field] = 'must be a whole number';
        else if (value < least || value > most) found[field] = `must be from ${least} to ${most}`;
    };
    whole('priority', -2_147_483_648, 2_147_483_647);
    whole('port', 0, 65_535);
    if (rule.action === 'deny' && rule.denymode === 'reject') whole('code', 400, 699);
    if (/[/]\d+$/.test(rule.address) && !rule.address.startsWith('/reg/')) {
        const length = Number(/\d+$/.exec(rule.address)![0]);
        if (length > (rule.address.includes(':') ? 128 : 32)) found.address = `/${length} is longer than an address`;
    } else if (/^[A-Za-z][\w-]*(\.[\w-]+)+$/.test(rule.address) && !/^[0-9A-Fa-f:.]+$/.test(rule.address)) {
        found.address = 'must be an address, a network, a mask or /reg/, not a name';
    }
    return found;
}

/** The document that is sent. */
export function written(rule: Draft): Document {
    const number = (value: number | string) => (value === '' ? value : Number(value));
    return { ...rule, priority: number(rule.priority), port: number(rule.port), code: number(rule.code) };
}

/** A document as the card can show it, whatever was written in JSON; what it lacks takes its default. */
export function shown(document: Document): Draft {
    const fit = Object.entries(NEW).map(([field, standard]) => {
        const value = document[field];
        if (value === undefined || value === null) return [field, standard];
        if (typeof value === typeof standard) return [field, value];
        return [field, typeof standard === 'boolean' ? value === 'true' : said(value)];
    });
    return { ...document, ...(Object.fromEntries(fit) as Draft) };
}
