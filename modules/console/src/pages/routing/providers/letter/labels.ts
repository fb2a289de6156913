/** What a letter of a carrier may say, by the account's own words. */
export type Means = 'username' | 'authuser' | 'password' | 'server' | 'domain' | 'proxy' | 'port' | 'transport' | 'number' | 'channels' | 'expires' | 'addresses';

// In this order: the first that fits counts. Labels are lower case, ё as е, without what is in brackets and without SIP, VoIP, "your".
const LABELS: [Means, ...RegExp[]][] = [
    [
        'authuser',
        /^(auth|authorization|authorisation|authentication|auth user|digest)( (id|user|user ?name|name|login))?$/,
        /^(логин|имя( пользователя)?|id)( для)? (авторизации|аутентификации)$/,
    ],
    [
        'password',
        /^(auth |authentication )?(password|passwd|passw|pwd|pass|passphrase|secret)( (for )?(authentication|registration))?$/,
        /^пароль( (для )?(авторизации|регистрации|аутентификации|учетной записи|подключения))?$/,
        /^(passwort|kennwort)$/,
    ],
    [
        'username',
        /^(login|log in|login name|user|user ?name|user ?id|id|account|account (name|id|login)|uid|registration (name|user))$/,
        /^(логин|имя|имя пользователя|имя учетной записи|пользователь|учетная запись|аккаунт|идентификатор|id|ид|абонент)( (для )?(регистрации|подключения|учетной записи))?$/,
        /^(benutzer|benutzername|nutzername)$/,
    ],
    [
        'proxy',
        /^(outbound |out ?bound |primary )?(proxy|sbc|edge|outboundproxy)( (server|host|address|name))?$/,
        /^(исходящий |внешний |адрес )?(прокси|sbc)( ?сервер| сервера)?( исходящих)?$/,
    ],
    [
        'domain',
        /^(domain|realm|domain name|registration domain|host ?domain)$/,
        /^(домен|realm|имя домена|доменное имя|домен регистрации)$/,
    ],
    [
        'server',
        /^(server|registrar|registration server|registrar server|server name|server address|server host|host|host ?name|gateway|trunk host|address of (the )?server|ip|server ip|ip address of (the )?server)$/,
        /^(адрес |ip |ip адрес |имя )?(сервер|сервера|сервер регистрации|сервера регистрации|регистратор|регистратора|хост|хоста|шлюз|шлюза|подключения)$/,
    ],
    [
        'port',
        /^(server |signal+ing |registrar |proxy |registration )?port( number)?$/,
        /^(порт|номер порта|порт (сервера|подключения|регистрации|сигнализации)|сигнальный порт)$/,
    ],
    [
        'transport',
        /^(transport|transport protocol|protocol|signal+ing protocol|transport type)$/,
        /^(транспорт|протокол|транспортный протокол|протокол (передачи|транспорта|сигнализации)|тип транспорта)$/,
        /^transportprotokoll$/,
    ],
    [
        'number',
        /^(did|did number|dids|ddi|numbers?|(tele)?phone( numbers?)?|(external|public|main|assigned|pstn|inbound|city|dial in) numbers?|cli|caller ?id|extension|msisdn)$/,
        /^(номер|номера|(номер|номера) телефон(а|ов)|номер\(а\)|телефон|телефоны|телефонный номер|телефонные номера|(городской|внешний|выделенный|основной|многоканальный|прямой|виртуальный) номер|выделенные номера|аон|did)$/,
        /^rufnummern?$/,
    ],
    [
        'channels',
        /^(number of |max(imum)? |concurrent |simultaneous )*(channels?|lines|trunks|calls|sessions|voice channels)( limit)?$/,
        /^(количество |число |кол во |лимит |максимум )?(одновременных )?(каналов|каналы|линий|линии|канала|вызовов|звонков|соединений|сессий|голосовых каналов)$/,
    ],
    [
        'expires',
        /^(registration |re ?registration |register )?(expires|expiry|expiration|interval|period|time ?out|ttl|registration time)( time)?$/,
        /^(период|интервал|время|срок|таймаут)( пере)? ?(регистрации|перерегистрации)$/,
    ],
    [
        'addresses',
        /^((our|carrier|provider) )?(signal+ing )?(ip|ips|ip addresses|addresses|ip address|source ips?|signal+ing (address|addresses|ip|ips))( \(?signal+ing\)?)?$/,
        /^(наши )?(ip )?адреса?( сигнализации| серверов| для сигнализации)?$/,
    ],
];

/** A label without what differs from letter to letter. */
export function normalized(label: string): string {
    return label
        .toLowerCase()
        .replaceAll('ё', 'е')
        .replace(/\([^)]*\)/g, ' ')
        .replace(/[-_/.№#*"«»“”`]+/g, ' ')
        .replace(/(^|\s)(sip|voip|your|the|ваш|ваша|ваше|ваши|по|на)(?=\s|$)/g, ' ')
        .replace(/\s+/g, ' ')
        .trim();
}

/** What a label means; undefined for one that means nothing here. */
export function meaning(label: string): Means | undefined {
    const said = normalized(label);
    return said.length > 48 ? undefined : LABELS.find(([, ...forms]) => forms.some((fits) => fits.test(said)))?.[0];
}
