import type { Diagram, Packet } from '../../../api/types';
import { millis } from '../../../ui/format';

/** Sizes of the picture, in pixels. */
export const SIZE = { top: 44, row: 30, left: 112, lane: 230, right: 120 } as const;

/** Legs one can tell apart on a light and on a dark ground, the colour-blind too. */
export const LEG_COLOURS = ['#1c7ed6', '#d9730d', '#2b9348', '#ae3ec9', '#c2255c', '#0c8599', '#7c6f0a', '#6b7280'] as const;

export interface Message {
    packet: Packet;
    /** Place of the packet in the diagram. */
    index: number;
    from: number;
    to: number;
    colour: string;
    label: string;
    /** Seconds since the packet before. */
    pause: number;
}

export interface Ladder {
    lanes: string[];
    messages: Message[];
    width: number;
    height: number;
}

/** Peers of the caller's leg stand left, nodes in the middle, all others right; each where it is first seen. */
export function lanesOf(diagram: Diagram): string[] {
    const nodes = new Set<string>([diagram.node, ...(diagram.nodes ?? []), ...diagram.packets.map((packet) => packet.node)].filter((n) => n !== undefined));
    const left = new Set<string>();
    const middle = new Set<string>();
    const right = new Set<string>();
    for (const packet of diagram.packets) {
        for (const end of [packet.from, packet.to]) {
            if (nodes.has(end)) middle.add(end);
            else if (!left.has(end) && !right.has(end)) (packet.leg === 0 ? left : right).add(end);
        }
    }
    return [...left, ...middle, ...right];
}

/** `INVITE sip:200@…` is an INVITE, `SIP/2.0 200 OK` to it is `200 OK`. */
export function labelOf(packet: Packet): string {
    const answer = /^SIP\/2\.0 (.*)$/.exec(packet.line);
    const method = packet.cseq.split(' ')[1] ?? '';
    const text = answer ? `${answer[1]}${method && method !== 'INVITE' ? ` (${method})` : ''}` : packet.line.split(' ', 1)[0];
    return packet.failed ? `${text} — not sent` : text;
}

export function ladder(diagram: Diagram): Ladder {
    const lanes = lanesOf(diagram);
    const place = new Map(lanes.map((lane, index) => [lane, index]));
    let before = diagram.packets[0] ? Date.parse(diagram.packets[0].time) : 0;
    const messages = diagram.packets.map((packet, index) => {
        const at = Date.parse(packet.time);
        const pause = (at - before) / 1000;
        before = at;
        return {
            packet,
            index,
            from: place.get(packet.from)!,
            to: place.get(packet.to)!,
            colour: LEG_COLOURS[Math.max(0, packet.leg) % LEG_COLOURS.length]!,
            label: labelOf(packet),
            pause,
        };
    });
    return {
        lanes,
        messages,
        width: SIZE.left + Math.max(0, lanes.length - 1) * SIZE.lane + SIZE.right,
        height: SIZE.top + messages.length * SIZE.row + 12,
    };
}

export function laneX(lane: number): number {
    return SIZE.left + lane * SIZE.lane;
}

export function messageY(index: number): number {
    return SIZE.top + index * SIZE.row + 20;
}

/** Which messages stand in the window, some more above and below. */
export function visible(count: number, top: number, height: number, more = 12): [number, number] {
    const first = Math.floor((top - SIZE.top) / SIZE.row) - more;
    const last = Math.ceil((top + height - SIZE.top) / SIZE.row) + more;
    return [Math.max(0, Math.min(first, count)), Math.max(0, Math.min(last, count))];
}

/** The tip of an arrow that ends at x. */
export function tip(x: number, y: number, toRight: boolean): string {
    const back = toRight ? -8 : 8;
    return `M${x} ${y}l${back} -4v8z`;
}

function escaped(text: string): string {
    return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** The whole ladder as a file that stands alone, dark on white. */
export function toSvg(of: Ladder): string {
    const lines = of.lanes.flatMap((lane, index) => [
        `<line x1="${laneX(index)}" y1="${SIZE.top - 8}" x2="${laneX(index)}" y2="${of.height}" stroke="#ced4da"/>`,
        `<text x="${laneX(index)}" y="20" text-anchor="middle" font-weight="bold">${escaped(lane)}</text>`,
    ]);
    const arrows = of.messages.flatMap((message) => {
        const y = messageY(message.index);
        const x1 = laneX(message.from);
        const x2 = laneX(message.to);
        const dashes = message.packet.failed ? ' stroke-dasharray="4 3"' : '';
        return [
            `<text x="4" y="${y + 4}" fill="#495057">${millis(message.packet.time)}</text>`,
            `<line x1="${x1}" y1="${y}" x2="${x2}" y2="${y}" stroke="${message.colour}" stroke-width="1.5"${dashes}/>`,
            `<path d="${tip(x2, y, x2 > x1)}" fill="${message.colour}"/>`,
            `<text x="${(x1 + x2) / 2}" y="${y - 5}" text-anchor="middle" fill="${message.colour}">${escaped(message.label)}</text>`,
        ];
    });
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" width="${of.width}" height="${of.height}" font-family="monospace" font-size="12">`,
        '<rect width="100%" height="100%" fill="#fff"/>',
        ...lines,
        ...arrows,
        '</svg>',
        '',
    ].join('\n');
}

/** For a mail or a ticket: a line for each packet, and below it the packet where it is known. */
export function toText(of: Ladder): string {
    return of.messages
        .map(({ packet, label }) => {
            const head = `${packet.time} ${packet.transport} ${packet.from} -> ${packet.to} leg ${packet.leg + 1} ${label}`;
            return packet.text ? `${head}\n${packet.text.replaceAll('\r\n', '\n').trimEnd()}\n\n` : `${head}\n`;
        })
        .join('');
}
