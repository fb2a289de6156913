import type { Doc, Field, FieldGroup } from '../../../ui/document/fields';

const BREAKS_USER = '<>"@:';
const WEEK = 604_800;
const MOST = 1_000_000;

function registers(doc: Doc): boolean {
    return doc.reg !== false;
}

function pings(doc: Doc): boolean {
    return doc.pingmode !== 'disabled' && doc.pingmode !== undefined;
}

function ownsMedia(doc: Doc): boolean {
    return doc.media === true;
}

const IDENTITY: Field[] = [
    { name: 'd', label: 'Domain', help: 'The tenant it belongs to, whose routes its calls meet.', kind: 'text', host: true, required: true, suggest: () => 'domains' },
    { name: 'code', label: 'Code', help: 'Short and unique in the domain: routes and rules name the account by it.', kind: 'text', without: '<>"@/;,', required: true },
    { name: 'name', label: 'Name', help: 'For people.', kind: 'text' },
    { name: 'enabled', label: 'Enabled', help: 'Off, it unregisters, and calls neither find nor take it.', kind: 'flag', absent: true },
];

const PROVIDER: Field[] = [
    {
        name: 'domain', label: 'SIP domain', kind: 'text', host: true, required: true,
        help: 'The provider’s server or SIP domain, as its letter has it: a name or an address. It stands in From and To.',
    },
    {
        name: 'transport', label: 'Transport', kind: 'choice', options: { udp: 'UDP', tcp: 'TCP', tls: 'TLS' }, absent: 'udp',
        help: 'Over TLS the certificate has to be for the proxy, else for the SIP domain.',
    },
    { name: 'proxyaddr', label: 'Outbound proxy', help: 'Where packets go when not to the SIP domain itself.', kind: 'text', host: true },
    {
        name: 'proxyport', label: 'Port', kind: 'whole', least: 1, most: 65_535, absent: '5060',
        help: 'Of the proxy or server. 5060 leaves it to SRV records, and to 5061 over TLS.',
    },
    {
        name: 'extaddrs', label: 'Other addresses', kind: 'lines', wide: true,
        help: 'One a line: hosts that name the account in its calls, and addresses these come from. Exact, 192.0.2.0/24, 192.0.2.*, or /reg/ and a regular expression.',
    },
];

const REGISTRATION: Field[] = [
    { name: 'reg', label: 'Registers', help: 'Off for point to point: the provider knows our address and sends calls there.', kind: 'flag', absent: true },
    {
        name: 'username', label: 'User', kind: 'text', without: BREAKS_USER,
        help: 'Login of the letter. Point to point: the number in To of its calls; empty takes every call of its addresses.',
    },
    { name: 'pwd', label: 'Password', help: 'Never shown again: *** says that one is set, and keeps it.', kind: 'secret' },
    {
        name: 'expires', label: 'Registered for', kind: 'whole', least: 1, most: WEEK, absent: '3600', shown: registers,
        help: 'Seconds asked for; the provider may grant less.',
    },
    {
        name: 'serveridxs', label: 'Instances', kind: 'wholes', least: 0, most: 2_147_483_647,
        help: 'Role ids of the nodes that may serve it, the best first, as 2, 1. Empty: any.',
    },
    { name: 'listener', label: 'Listener', help: 'Name of the listener it is bound to, as a port of its own. Empty: any.', kind: 'text', without: BREAKS_USER },
];

const PING: Field[] = [
    {
        name: 'pingmode', label: 'Ping', help: 'Keeps the way through a NAT open and tells whether the provider lives.', kind: 'choice', absent: 'disabled',
        options: { disabled: 'none', options: 'OPTIONS, which everybody answers', crlf: 'CRLF, which costs least', stun: 'STUN, over UDP' },
    },
    {
        name: 'pingtimeout', label: 'Seconds between', kind: 'whole', least: 1, most: WEEK, absent: '30', shown: pings,
        help: 'Routers forget UDP after 30 seconds or more.',
    },
    { name: 'pingsrv', label: 'Ping to', help: 'Host or host:port, instead of where its packets go.', kind: 'text', shown: pings },
];

const CALLS: Field[] = [
    {
        name: 'trunks', label: 'Calls at most', kind: 'whole', least: 0, most: MOST, absent: 'no limit',
        help: 'At a time, both ways: the channels of the contract. 0 takes none.',
    },
    { name: 'cpslimit', label: 'New calls a second', help: 'At most.', kind: 'whole', least: 1, most: MOST, absent: 'no limit' },
    { name: 'media', label: 'Media through the gateway', help: 'The provider then sees one address for signalling and media.', kind: 'flag', absent: false },
    {
        name: 'reinvite', label: 'Pass re-INVITE on', kind: 'flag', absent: true,
        help: 'Off, changes of a session end at their side; media must go through the gateway then.',
    },
];

const OPTS: Field[] = [
    {
        name: 'opts.extusernames', label: 'More user names', kind: 'lines', wide: true,
        help: 'One a line: numbers and names that mean this account in calls from the provider. Exact, or /reg/ and a regular expression.',
    },
    {
        name: 'opts.intrunks', label: 'Calls from the provider at most', kind: 'whole', least: 0, most: MOST, absent: 'no limit of its own',
        help: 'At a time, beside the limit of both ways.',
    },
    {
        name: 'opts.outtrunks', label: 'Calls to the provider at most', kind: 'whole', least: 0, most: MOST, absent: 'no limit of its own',
        help: 'The same the other way.',
    },
    {
        name: 'opts.identity', label: 'Caller’s number in', help: 'Where the provider reads who calls.', kind: 'choice', absent: 'from',
        options: { from: 'From', pai: 'P-Asserted-Identity; From is the account', rpid: 'Remote-Party-ID; From is the account' },
    },
    {
        name: 'opts.redirect', label: 'Redirections (3xx)', kind: 'choice', options: { pass: 'the caller is told', follow: 'followed' }, absent: 'pass',
        help: 'Followed to hosts of this provider alone.',
    },
    {
        name: 'opts.earlymedia', label: 'Early media', kind: 'choice', options: { pass: 'as the provider sends it', ringing: 'the telephone rings by itself' }, absent: 'pass',
        help: 'What is heard before the answer.',
    },
    { name: 'opts.rel100', label: 'Reliable provisional answers', help: 'RFC 3262; off for providers that do it badly.', kind: 'flag', absent: true },
    {
        name: 'opts.sessionexpires', label: 'Session timer', kind: 'whole', least: 0, most: 86_400, absent: '1800',
        help: 'Seconds asked for, at least 90; 0 asks for none (RFC 4028).',
    },
    {
        name: 'opts.refresher', label: 'Sessions refreshed by', kind: 'choice', options: { auto: 'whoever the provider likes', self: 'the gateway', peer: 'the provider' }, absent: 'auto',
        help: 'Whom we ask to do it.',
    },
];

const MEDIA: Field[] = [
    {
        name: 'opts.codecs', label: 'Codecs', kind: 'words', shown: ownsMedia,
        help: 'Names in order of preference, as PCMA, PCMU; others are taken out. Empty: as they come.',
    },
    { name: 'opts.ptime', label: 'Milliseconds of a packet', help: 'Asked for; 0 is as it comes.', kind: 'whole', least: 0, most: 200, absent: '0', shown: ownsMedia },
    {
        name: 'opts.dtmf', label: 'Digits', kind: 'choice', options: { pass: 'as they come', info: 'INFO', rfc4733: 'telephone events (RFC 4733)' }, absent: 'pass', shown: ownsMedia,
        help: 'How the provider says them.',
    },
    { name: 'opts.srtp', label: 'SRTP', help: 'The provider encrypts media (RFC 4568); needs the engine rtpengine.', kind: 'flag', absent: false, shown: ownsMedia },
];

/** The document of an account, as AccountForm and OptsForm of module domain read it. */
export const GROUPS: FieldGroup[] = [
    { title: 'Identity', fields: IDENTITY },
    { title: 'Provider', fields: PROVIDER },
    { title: 'Registration', fields: REGISTRATION },
    { title: 'Ping', fields: PING },
    { title: 'Calls', fields: CALLS },
    { title: 'More about calls', about: 'Where providers differ; what is left alone is right for most.', fields: OPTS, folded: true },
    { title: 'More about media', about: 'What the provider is offered where media goes through the gateway.', fields: MEDIA, folded: true },
];
