const DAY = 86_400;

/** How long ago, or how long it took: the two largest units. */
export function duration(seconds: number): string {
    const s = Math.max(0, Math.round(seconds));
    if (s < 60) return `${s} s`;
    if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
    if (s < DAY) return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
    return `${Math.floor(s / DAY)} d ${Math.floor((s % DAY) / 3600)} h`;
}

export function since(time: string | undefined, now: number): string {
    return time ? duration((now - Date.parse(time)) / 1000) : '';
}

/** Local time of day, with the date when it was another day. */
export function clock(time: string | undefined, now: number): string {
    if (!time) return '';
    const at = new Date(time);
    const hours = at.toTimeString().slice(0, 8);
    return at.toDateString() === new Date(now).toDateString() ? hours : `${date(at)} ${hours}`;
}

function date(at: Date): string {
    return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

function two(n: number): string {
    return String(n).padStart(2, '0');
}

export function count(n: number): string {
    return n.toLocaleString('en').replaceAll(',', '\u202f');
}

/** `17:24:03.125`, as the packet log writes it. */
export function millis(time: string): string {
    const at = new Date(time);
    return `${at.toTimeString().slice(0, 8)}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}

/** A time as a form has it, local and to the minute, as REST wants it; '' when there is none. */
export function instant(local: string): string {
    const at = new Date(local);
    return local && !Number.isNaN(at.getTime()) ? at.toISOString() : '';
}

/** The same back: a time of REST as a form has it. */
export function formTime(time: string): string {
    const at = new Date(time);
    return time && !Number.isNaN(at.getTime()) ? `${date(at)}T${at.toTimeString().slice(0, 5)}` : '';
}
