import { describe, expect, it } from 'vitest';
import { meaning } from './labels';
import { readLetter } from './letter';

const LOGIN = { reg: true, username: '74951234567', pwd: 'Se:cr=t;1' };
const CARRIER = { code: 'carrier', name: 'carrier', domain: 'sip.carrier.example' };

describe('a letter of credentials', () => {
    it.each<[string, string, object]>([
        ['with colons', 'Login: 74951234567\nPassword: Se:cr=t;1\nServer: sip.carrier.example', { ...CARRIER, ...LOGIN }],
        [
            'in Russian, with mail quotes, bullets and hard spaces',
            '> Здравствуйте!\n>\n> Параметры подключения:\n>  • Логин:\u00a074951234567\n>  • Пароль: Se:cr=t;1\n>  • Сервер: sip.carrier.example\n>  • Порт: 5080\n>  • Транспорт: TCP\n> С уважением, служба поддержки',
            { ...CARRIER, ...LOGIN, proxyport: 5080, transport: 'tcp' },
        ],
        ['with SIP in every label', 'SIP-логин — 74951234567\nSIP-пароль — Se:cr=t;1\nSIP-сервер — sip.carrier.example', { ...CARRIER, ...LOGIN }],
        ['with both languages', 'Имя пользователя (Login): 74951234567\nПароль (Password): Se:cr=t;1\nСервер регистрации (Registrar): sip.carrier.example', { ...CARRIER, ...LOGIN }],
        ['as settings', 'username=74951234567\nsecret=Se:cr=t;1\nhost=sip.carrier.example\nport=5060', { ...CARRIER, ...LOGIN }],
        ['as a table of a page', 'User ID\t74951234567\nPassword\tSe:cr=t;1\nRegistrar\tsip.carrier.example\nTransport\tUDP', { ...CARRIER, ...LOGIN, transport: 'udp' }],
        ['as a table of Markdown', '| User name | 74951234567 |\n|---|---|\n| Password | Se:cr=t;1 |\n| Domain | sip.carrier.example |', { ...CARRIER, ...LOGIN }],
        ['value below label', 'Логин\n74951234567\nПароль:\nSe:cr=t;1\nАдрес сервера:\n\nsip.carrier.example', { ...CARRIER, ...LOGIN }],
        ['in one line', 'login: 74951234567, password: abc, server: sip.carrier.example:5070', { ...CARRIER, reg: true, username: '74951234567', pwd: 'abc', proxyport: 5070 }],
        ['in words', 'Your SIP server is sip.carrier.example.\nLogin 74951234567\nPassword abc', { ...CARRIER, reg: true, username: '74951234567', pwd: 'abc' }],
        ['two at once', 'Логин/пароль: 74951234567 / abc\nСервер: sip.carrier.example', { ...CARRIER, reg: true, username: '74951234567', pwd: 'abc' }],
        ['numbered, quoted', '1. Login: "74951234567"\n2) Password: «abc»\n3. Server: `sip.carrier.example`', { ...CARRIER, reg: true, username: '74951234567', pwd: 'abc' }],
        ['an address of record', 'Username: 74951234567@sip.carrier.example\nPassword: abc', { ...CARRIER, reg: true, username: '74951234567', pwd: 'abc' }],
        [
            'a SIP address without a label',
            'Register as <sip:74951234567@sip.carrier.example:5061;transport=tls>.\npassword: abc',
            { ...CARRIER, reg: true, username: '74951234567', pwd: 'abc', proxyport: 5061, transport: 'tls' },
        ],
        [
            'a domain and a proxy',
            'Domain: ims.carrier.example\nOutbound proxy: sbc1.carrier.example:5062/TCP\nUser: u1\nPassword: abc',
            { code: 'carrier', name: 'carrier', domain: 'ims.carrier.example', proxyaddr: 'sbc1.carrier.example', proxyport: 5062, transport: 'tcp', reg: true, username: 'u1', pwd: 'abc' },
        ],
        ['a domain and a registrar elsewhere', 'SIP-домен: carrier.example\nСервер: 192.0.2.10\nЛогин: u1\nПароль: abc', { code: 'carrier', name: 'carrier', domain: 'carrier.example', proxyaddr: '192.0.2.10', reg: true, username: 'u1', pwd: 'abc' }],
        ['a server in brackets', 'Server: [2001:db8::5]:5066 (TLS)\nlogin: u1\npassword: abc', { code: 'provider', name: 'provider', domain: '2001:db8::5', proxyport: 5066, transport: 'tls', reg: true, username: 'u1', pwd: 'abc' }],
        [
            'numbers, channels, time',
            'Номера: +7 (495) 123-45-67, 8 495 765-43-21\nЛогин: u1\nПароль: abc\nСервер: sip.carrier.example\nКоличество каналов: 10\nПериод регистрации: 600 секунд',
            { ...CARRIER, reg: true, username: 'u1', pwd: 'abc', trunks: 10, expires: 600, opts: { extusernames: ['+74951234567', '74951234567', '84957654321'] } },
        ],
        ['the number is the login', 'Phone number: +49 30 1234567\nLogin: 49301234567\nPassword: abc\nServer: sip.carrier.example', { ...CARRIER, reg: true, username: '49301234567', pwd: 'abc' }],
        ['the number in place of a login', 'DID: +49 30 1234567\nPassword: abc\nServer: sip.carrier.example', { ...CARRIER, reg: true, username: '49301234567', pwd: 'abc' }],
        [
            'point to point',
            'Подключение без регистрации, авторизация по IP.\nСервер: 192.0.2.10\nIP-адреса: 192.0.2.10, 192.0.2.11, 198.51.100.0/28\nНомер: 74951234567',
            { code: 'provider', name: 'provider', domain: '192.0.2.10', reg: false, username: '74951234567', extaddrs: ['192.0.2.11', '198.51.100.0/28'] },
        ],
        ['German words', 'Benutzername: 4930123\nPasswort: abc\nRegistrar: tel.carrier.example', { ...CARRIER, domain: 'tel.carrier.example', reg: true, username: '4930123', pwd: 'abc' }],
        ['Windows lines, invisible characters', '\ufeffLogin: u1\r\nPassword: a\u200bbc\r\nServer: sip.carrier.co.uk\r\n', { code: 'carrier', name: 'carrier', domain: 'sip.carrier.co.uk', reg: true, username: 'u1', pwd: 'abc' }],
        ['nothing at all', '  \n\n', {}],
        ['a letter of something else', 'Dear customer,\nyour invoice is attached.\nTotal: 100 EUR\nContract number: 17', {}],
    ])('%s', (_, letter, account) => expect(readLetter(letter).account).toEqual(account));

    it.each<[string, string, string[]]>([
        ['greetings and what is no setting', 'Hello!\nLogin: u1\nInvoice: 17', ['Hello! ()', 'Invoice: 17 ()']],
        ['a password that is elsewhere', 'Login: u1\nPassword: ********', ['Password: ******** (is hidden in the letter)']],
        ['a password in words', 'Пароль: будет выслан по SMS', ['Пароль: будет выслан по SMS (is more than one word)']],
        ['a second server', 'Server: a.example\nServer: b.example', ['Server: b.example (a.example was there before it)']],
        ['a backup server', 'Server: a.example\nBackup server: b.example', ['Backup server: b.example ()']],
        ['a port that is none', 'Port: 99999', ['Port: 99999 (is no number that can be)']],
        ['ports of media', 'RTP ports: 10000-20000', ['RTP ports: 10000-20000 ()']],
        ['a range of numbers', 'Numbers: 74951230000 to 74951230099', ['Numbers: 74951230000 to 74951230099 (is no telephone number, or a range of them)']],
        ['a server that is none', 'Server: see the web page', ['Server: see the web page (is no host name or address)']],
        ['a transport that is none', 'Protocol: SIP', ['Protocol: SIP (is none of UDP, TCP, TLS)']],
        ['a label alone', 'Login:', ['Login: (has no value)']],
    ])('leaves %s to be looked at', (_, letter, rest) => {
        expect(readLetter(letter).rest.map(({ text, why }) => `${text} (${why})`)).toEqual(rest);
    });

    it('tells what it concluded', () => {
        expect(readLetter('User: u1\nAuth ID: a1\nPassword: abc\nServer: sip.carrier.example').notes).toEqual([expect.stringContaining('a1')]);
        expect(readLetter('Server: sip.carrier.example').notes).toEqual([expect.stringContaining('point to point')]);
        expect(readLetter('Login: u\nPassword: p\nServer: sip.carrier.example').notes).toEqual([]);
    });

    it('tells from which words each was read', () => {
        expect(readLetter('Server: sip.carrier.example:5070').found).toEqual([
            { means: 'server', value: 'sip.carrier.example', text: 'Server: sip.carrier.example:5070' },
            { means: 'port', value: '5070', text: 'Server: sip.carrier.example:5070' },
        ]);
    });

    it('is read at once, whatever is in it', () => {
        const begun = performance.now();
        readLetter(`${'a '.repeat(50_000)}\n${'login: '.repeat(10_000)}\n${'- / '.repeat(20_000)}`);
        expect(performance.now() - begun).toBeLessThan(1000);
    });
});

describe('a label', () => {
    it.each<[string, string | undefined]>([
        ['login', 'username'], ['User Name', 'username'], ['user_id', 'username'], ['SIP ID', 'username'], ['Логин', 'username'], ['Имя пользователя', 'username'],
        ['Учётная запись', 'username'], ['Auth. user name', 'authuser'], ['Authentication ID', 'authuser'], ['Логин для авторизации', 'authuser'],
        ['PASSWORD', 'password'], ['Пароль', 'password'], ['Пароль SIP', 'password'], ['SIP server', 'server'], ['Registrar', 'server'], ['Адрес сервера', 'server'],
        ['IP-адрес сервера', 'server'], ['Хост', 'server'], ['Domain', 'domain'], ['Realm', 'domain'], ['Домен', 'domain'], ['Outbound Proxy', 'proxy'], ['SIP proxy', 'proxy'],
        ['Прокси-сервер', 'proxy'], ['SIP port', 'port'], ['Порт', 'port'], ['Transport protocol', 'transport'], ['Протокол', 'transport'], ['DID', 'number'],
        ['Phone number(s)', 'number'], ['Номер телефона', 'number'], ['Номер', 'number'], ['Городской номер', 'number'], ['Number of channels', 'channels'],
        ['Количество линий', 'channels'], ['Registration interval', 'expires'], ['Signalling IPs', 'addresses'], ['IP-адреса сигнализации', 'addresses'],
        ['Contract number', undefined], ['Номер договора', undefined], ['RTP port', undefined], ['Your invoice', undefined], ['Web login page', undefined], ['Codecs', undefined],
    ])('%s means %s', (label, means) => expect(meaning(label)).toBe(means));
});
