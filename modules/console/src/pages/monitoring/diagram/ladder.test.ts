import { describe, expect, it } from 'vitest';
import type { Diagram, Packet } from '../../../api/types';
import { labelOf, ladder, lanesOf, toSvg, toText, visible } from './ladder';

const NODE = 'esg1@127.0.0.1';
const CARRIER = '192.0.2.1:5060';
const PHONE = '10.0.0.5:5060';

function packet(from: string, to: string, leg: number, line: string, more: Partial<Packet> = {}): Packet {
    return {
        time: `2026-01-05T12:00:0${leg}.500Z`, direction: to === NODE ? 'received' : 'sent', transport: 'udp',
        from, to, leg, callid: `c${leg}`, line, cseq: '1 INVITE', ...more,
    };
}

const CALL: Diagram = {
    id: 'c0', node: NODE, state: 'ended', callids: ['c0', 'c1'], complete: true,
    packets: [
        packet(CARRIER, NODE, 0, 'INVITE sip:200@192.0.2.7 SIP/2.0'),
        packet(NODE, CARRIER, 0, 'SIP/2.0 100 Trying'),
        packet(NODE, PHONE, 1, 'INVITE sip:200@10.0.0.5 SIP/2.0'),
        packet(PHONE, NODE, 1, 'SIP/2.0 603 Declined <now>', { text: 'SIP/2.0 603 Declined <now>\r\nVia: x\r\n\r\n' }),
    ],
};

describe('the ladder of a call', () => {
    it('has the caller left, the gateway in the middle, whom it called right', () => {
        expect(lanesOf(CALL)).toEqual([CARRIER, NODE, PHONE]);
    });

    it('has every node in the middle', () => {
        const other = 'esg2@127.0.0.1';
        const handedOn = packet(other, PHONE, 1, 'ACK sip:a SIP/2.0', { node: other });
        expect(lanesOf({ ...CALL, packets: [...CALL.packets, handedOn] })).toEqual([CARRIER, NODE, other, PHONE]);
    });

    it('gives each leg its colour, and each message its way', () => {
        const { messages } = ladder(CALL);
        expect(messages.map(({ from, to }) => [from, to])).toEqual([[0, 1], [1, 0], [1, 2], [2, 1]]);
        expect(messages[0]!.colour).toBe(messages[1]!.colour);
        expect(messages[2]!.colour).not.toBe(messages[0]!.colour);
        expect(messages[2]!.pause).toBe(1);
    });

    it.each<[string, Partial<Packet>, string]>([
        ['INVITE sip:a@b SIP/2.0', {}, 'INVITE'],
        ['SIP/2.0 180 Ringing', {}, '180 Ringing'],
        ['SIP/2.0 200 OK', { cseq: '2 BYE' }, '200 OK (BYE)'],
        ['BYE sip:a SIP/2.0', { cseq: '2 BYE', failed: true }, 'BYE — not sent'],
        ['', { cseq: '' }, ''],
    ])('calls "%s" %o', (line, more, label) => expect(labelOf(packet(CARRIER, NODE, 0, line, more))).toBe(label));

    it('is empty where there are no packets', () => {
        const none = ladder({ ...CALL, packets: [] });
        expect(none.messages).toEqual([]);
        expect(toSvg(none)).toContain('</svg>');
        expect(toText(none)).toBe('');
    });

    it('is a picture of its own, in which packets can break nothing', () => {
        const svg = toSvg(ladder(CALL));
        expect(svg).toContain('603 Declined &lt;now&gt;');
        expect(svg.match(/<path /g)).toHaveLength(4);
    });

    it('is text with the packets that are known', () => {
        expect(toText(ladder(CALL))).toContain('2026-01-05T12:00:01.500Z udp 10.0.0.5:5060 -> esg1@127.0.0.1 leg 2 603 Declined <now>\nSIP/2.0 603 Declined <now>\nVia: x\n');
    });

    it.each<[number, number, number, [number, number]]>([
        [2000, 0, 600, [0, 31]],
        [2000, 30_000, 600, [986, 1031]],
        [2000, 60_044, 600, [1988, 2000]],
        [3, 0, 600, [0, 3]],
        [0, 0, 600, [0, 0]],
    ])('of %i messages scrolled by %i draws few', (count, top, height, drawn) => expect(visible(count, top, height)).toEqual(drawn));
});
