import { isHost, type Doc } from '../../../../ui/document/fields';
import { meaning, type Means } from './labels';
import { pieces, uriIn, type Piece } from './split';

/** One thing a letter says, as the account will have it. */
export interface Found {
    means: Means;
    value: string;
    /** The words it was read from. */
    text: string;
}

export interface Rest {
    text: string;
    /** Why it was not taken; '' for what says nothing that is known. */
    why: string;
}

export interface Letter {
    found: Found[];
    rest: Rest[];
    /** Fields of an account, for the form; empty when nothing was found. */
    account: Doc;
    /** What was concluded, for people to look at. */
    notes: string[];
}

const TRANSPORT = /\b(udp|tcp|tls)\b/i;
const WITHOUT_REGISTRATION = /without registration|no registration|ip[- ]?(based )?auth|by ip address|peer ?to ?peer|point[- ]to[- ]point|без регистрации|(авторизация|аутентификация) по ip/i;

/** What is taken from one piece, or why nothing is. */
type Taken = Found[] | string;

/** Reads what a carrier writes to its customer. Nothing is guessed that is not said; what is concluded stands in `notes`. */
export function readLetter(text: string): Letter {
    const found: Found[] = [];
    const rest: Rest[] = [];
    for (const piece of pieces(text)) {
        const taken = take(piece);
        if (typeof taken === 'string') {
            rest.push({ text: piece.text, why: taken });
            continue;
        }
        for (const one of taken) {
            const clash = found.find(({ means, value }) => means === one.means && !SEVERAL.includes(means) && value !== one.value);
            if (clash) rest.push({ text: one.text, why: `${clash.value} was there before it` });
            else if (!found.some(({ means, value }) => means === one.means && value === one.value)) found.push(one);
        }
    }
    return { found, rest, ...concluded(found, rest, WITHOUT_REGISTRATION.test(text)) };
}

const SEVERAL: Means[] = ['number', 'addresses'];

function take(piece: Piece): Taken {
    const means = piece.label ? meaning(piece.label) : undefined;
    const { value, text } = piece;
    if (means === undefined) {
        const uri = uriIn(text);
        return uri ? ofUri(uri, text) : '';
    }
    if (!value) return 'has no value';
    const one = (of: string): Found[] => [{ means, value: of, text }];
    switch (means) {
        case 'password':
            if (/^[*•·xX.]{3,}$/.test(value)) return 'is hidden in the letter';
            return /\s/.test(value) ? 'is more than one word' : one(value);
        case 'username':
        case 'authuser':
            return ofUser(means, value, text);
        case 'server':
        case 'domain':
        case 'proxy':
            return ofHost(means, value, text);
        case 'port':
        case 'channels':
        case 'expires':
            return ofNumber(means, value, text);
        case 'transport': {
            const named = TRANSPORT.exec(value)?.[1];
            return named ? one(named.toLowerCase()) : 'is none of UDP, TCP, TLS';
        }
        case 'number':
            return ofNumbers(value, text);
        case 'addresses': {
            const all = value.split(/[\s,;]+/).filter(Boolean);
            return all.every((of) => /^[0-9A-Fa-f:.]+(\/\d{1,3})?$/.test(of)) ? all.map((of) => ({ means, value: of, text })) : 'is no list of addresses';
        }
    }
}

function ofUri(uri: string, text: string): Taken {
    const [, scheme, user, host, port, rest] = /^(sips?):(?:([^@:]+)(?::[^@]*)?@)?(\[[^\]]+\]|[^:;?@]+)(?::(\d+))?(.*)$/i.exec(uri) ?? [];
    if (!host || !isHost(host.replace(/[[\]]/g, ''))) return 'is no SIP address';
    const transport = /transport=(udp|tcp|tls)/i.exec(rest ?? '')?.[1] ?? (scheme!.toLowerCase() === 'sips' ? 'tls' : undefined);
    return [
        ...(user ? [{ means: 'username' as const, value: user, text }] : []),
        { means: 'server', value: host.replace(/[[\]]/g, ''), text },
        ...(port ? [{ means: 'port' as const, value: port, text }] : []),
        ...(transport ? [{ means: 'transport' as const, value: transport.toLowerCase(), text }] : []),
    ];
}

function ofUser(means: Means, value: string, text: string): Taken {
    if (/^sips?:/i.test(value)) return ofUri(value, text);
    const [user, host, ...more] = value.replace(/[,;]$/, '').split('@') as [string, ...string[]];
    if (more.length > 0 || /[\s<>":]/.test(user) || !user) {
        const digits = digitsOf(value); // a number as people write it
        return digits && more.length === 0 && host === undefined ? [{ means, value: digits, text }] : 'is no user name';
    }
    return [{ means, value: user, text }, ...(host && isHost(host) ? [{ means: 'domain' as const, value: host, text }] : [])];
}

/** `sip.carrier.example:5060/udp (TLS: 5061)`: a host, and what may stand behind it. */
function ofHost(means: Means, value: string, text: string): Taken {
    if (/^sips?:/i.test(value)) {
        const taken = ofUri(value, text);
        return typeof taken === 'string' ? taken : taken.map((one) => (one.means === 'server' ? { ...one, means } : one));
    }
    const [first = '', ...behind] = value.replace(/^<|>$/g, '').split(/[\s/,;()]+/).filter(Boolean);
    const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(first.replace(/[.]$/, '')) ?? [];
    const host = bracketed ?? plain ?? first;
    if (!isHost(host) || (!host.includes('.') && !host.includes(':'))) return 'is no host name or address';
    const transport = TRANSPORT.exec(behind.join(' '))?.[1];
    return [
        { means, value: host, text },
        ...(port ? [{ means: 'port' as const, value: port, text }] : []),
        ...(transport ? [{ means: 'transport' as const, value: transport.toLowerCase(), text }] : []),
    ];
}

function ofNumber(means: Means, value: string, text: string): Taken {
    const [number] = /\d+/.exec(value) ?? [];
    const most = means === 'port' ? 65_535 : means === 'channels' ? 1_000_000 : 604_800;
    if (!number || Number(number) > most || Number(number) === 0) return 'is no number that can be';
    const transport = means === 'port' ? TRANSPORT.exec(value)?.[1] : undefined;
    return [{ means, value: number, text }, ...(transport ? [{ means: 'transport' as const, value: transport.toLowerCase(), text }] : [])];
}

function ofNumbers(value: string, text: string): Taken {
    const all = value.split(/\s*[,;]\s*|\s+и\s+|\s+and\s+/).filter(Boolean).map(digitsOf);
    if (all.some((one) => !one)) return 'is no telephone number, or a range of them';
    return all.map((one) => ({ means: 'number', value: one!, text }));
}

/** The digits of a telephone number as people write it, + kept; undefined when it is something else. */
function digitsOf(text: string): string | undefined {
    if (!/^\+?[\d\s().-]+$/.test(text)) return undefined;
    const digits = text.replace(/\D/g, '');
    return digits.length >= 2 && digits.length <= 15 ? (text.trim().startsWith('+') ? `+${digits}` : digits) : undefined;
}

function every(found: Found[], means: Means): string[] {
    return found.filter((one) => one.means === means).map(({ value }) => value);
}

/** The account that was described. */
function concluded(found: Found[], rest: Rest[], saysNoRegistration: boolean): Pick<Letter, 'account' | 'notes'> {
    if (found.length === 0) return { account: {}, notes: [] };
    const where = whereTo(found, rest);
    const who = whoIsIt(found, saysNoRegistration);
    const one = (means: Means) => every(found, means)[0];
    const whole = (means: Means) => (one(means) ? Number(one(means)) : undefined);
    const port = whole('port');
    const account = {
        code: where.domain && codeOf(where.domain),
        name: where.domain && codeOf(where.domain),
        ...where,
        ...who.fields,
        proxyport: port === 5060 ? undefined : port,
        transport: one('transport'),
        trunks: whole('channels'),
        expires: whole('expires'),
        extaddrs: every(found, 'addresses').filter((of) => of !== where.domain),
    };
    return { account: said(account), notes: who.notes };
}

/** The SIP domain, and where packets go when that is elsewhere. */
function whereTo(found: Found[], rest: Rest[]): { domain?: string; proxyaddr?: string } {
    const [domain] = every(found, 'domain');
    const [server] = every(found, 'server');
    const [proxy] = every(found, 'proxy');
    const named = domain ?? server ?? proxy ?? every(found, 'addresses').find((of) => !of.includes('/'));
    if (domain && server && proxy && server !== domain && server !== proxy) {
        rest.push({ text: found.find(({ means }) => means === 'server')!.text, why: 'the outbound proxy takes its place' });
    }
    const beside = proxy ?? server;
    return { domain: named, proxyaddr: beside === named ? undefined : beside };
}

/** User, password and numbers, and whether it registers. */
function whoIsIt(found: Found[], saysNoRegistration: boolean): { fields: Doc; notes: string[] } {
    const notes: string[] = [];
    const numbers = every(found, 'number');
    const [auth] = every(found, 'authuser');
    const [pwd] = every(found, 'password');
    let username = every(found, 'username')[0] ?? auth;
    if (auth && username !== auth) {
        notes.push(`The letter has a name for authentication, ${auth}, beside the user ${username}; an account has one user for both. Try the other if registration is refused.`);
    }
    const reg = !saysNoRegistration && (username !== undefined || pwd !== undefined);
    if (saysNoRegistration) notes.push('The letter says that nothing registers: point to point.');
    else if (!reg) notes.push('No login and no password: taken as point to point.');
    if (!username && numbers.length > 0) {
        username = bare(numbers[0]!);
        notes.push('No login was found: the number stands for it.');
    }
    const more = numbers.filter((number) => bare(number) !== bare(username ?? '')).flatMap((number) => (number.startsWith('+') ? [number, bare(number)] : [number]));
    if (more.length > 0) notes.push('Numbers beside the user are put among the names that mean this account in calls from the provider.');
    return { fields: { reg, username, pwd, opts: more.length > 0 ? { extusernames: more } : undefined }, notes };
}

function said(doc: Doc): Doc {
    return Object.fromEntries(Object.entries(doc).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)));
}

function bare(number: string): string {
    return number.replace(/^\+/, '');
}

/** `carrier` of `sip.carrier.example`; addresses have no name in them. */
function codeOf(host: string): string {
    const parts = host.toLowerCase().split('.');
    if (host.includes(':') || /^\d+$/.test(parts.at(-1)!)) return 'provider';
    const named = /^(co|com|net|org)$/.test(parts.at(-2) ?? '') && parts.length > 2 ? parts.at(-3) : parts.at(-2);
    return named ?? parts[0]!;
}
