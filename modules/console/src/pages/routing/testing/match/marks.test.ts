import { describe, expect, it } from 'vitest';
import { edits } from '../../../../ui/rules/lcs';
import { differing, marks, parts, type Line } from './marks';

const FRESH = ['Via branch', 'From tag', 'Call-ID', 'CSeq'];

function packet(...head: string[]): string {
    return `${head.join('\r\n')}\r\n\r\n`;
}

function told(lines: Line[]): string[] {
    return lines.filter(({ mark }) => mark !== 'same').map(({ mark, parts: all }) => `${mark} ${all.map(({ text }) => text).join('')}`);
}

describe('the INVITE that would leave', () => {
    it.each<[string, string[], string[], string[]]>([
        ['the same: nothing', ['INVITE sip:1@a SIP/2.0', 'To: <sip:1@a>'], ['INVITE sip:1@a SIP/2.0', 'To: <sip:1@a>'], []],
        ['another Request-URI', ['INVITE sip:1@a SIP/2.0'], ['INVITE sip:2@b SIP/2.0'], ['changed INVITE sip:2@b SIP/2.0']],
        ['headers in another order are the same', ['INVITE x SIP/2.0', 'To: <a>', 'From: <b>'], ['INVITE x SIP/2.0', 'From: <b>', 'To: <a>'], []],
        ['a compact name, spaces and line folding are no change', ['INVITE x SIP/2.0', 't :<a>;\r\n  x=1'], ['INVITE x SIP/2.0', 'To: <a>; x=1'], []],
        ['a header that is new, and one that is gone', ['INVITE x SIP/2.0', 'P-Old: 1'], ['INVITE x SIP/2.0', 'P-New: 1'], ['new P-New: 1', 'gone P-Old: 1']],
        ['the second Via is gone', ['I', 'Via: a', 'Via: b'], ['I', 'Via: a'], ['gone Via: b']],
        ['only the tag of From is new', ['I', 'From: <sip:1@a>;tag=x'], ['I', 'From: <sip:1@a>;tag=y'], ['fresh From: <sip:1@a>;tag=y']],
        ['the number in From too', ['I', 'From: <sip:1@a>;tag=x'], ['I', 'From: <sip:2@a>;tag=y'], ['changed From: <sip:2@a>;tag=y']],
        ['Call-ID and CSeq are made for each call', ['I', 'Call-ID: a', 'CSeq: 7 INVITE'], ['I', 'Call-ID: b', 'CSeq: 1 INVITE'], ['fresh Call-ID: b', 'fresh CSeq: 1 INVITE']],
    ])('%s', (_, before, after, marked) => expect(told(marks(packet(...before), packet(...after), FRESH))).toEqual(marked));

    it('has the lines of its body compared where they stand', () => {
        const before = `${packet('I')}v=0\r\nc=IN IP4 192.0.2.1\r\nm=audio 4000 RTP/AVP 8 0\r\na=rtpmap:0 PCMU/8000\r\na=sendrecv\r\n`;
        const after = `${packet('I')}v=0\r\nc=IN IP4 10.0.0.5\r\nm=audio 20002 RTP/AVP 8\r\na=sendrecv\r\n`;
        expect(told(marks(before, after))).toEqual(['changed c=IN IP4 10.0.0.5', 'changed m=audio 20002 RTP/AVP 8', 'gone a=rtpmap:0 PCMU/8000']);
    });

    it('may come from an editor, with line feeds alone and nothing behind the headers', () => {
        expect(told(marks('I\nTo: <a>', packet('I', 'To: <a>')))).toEqual([]);
    });

    it('says what stood in a changed line, and counts without what is made for each call', () => {
        const lines = marks(packet('I', 'To: <a>', 'CSeq: 1 INVITE'), packet('I', 'To: <b>', 'CSeq: 2 INVITE'), FRESH);
        expect(lines.find(({ mark }) => mark === 'changed')?.was).toBe('To: <a>');
        expect(differing(lines)).toBe(1);
    });

    it.each<[string, string, string]>([
        ['To: <sip:200@192.0.2.7:5060>', 'To: <sip:200@10.0.0.5:5060>', 'To: <sip:200@[10.0.0.5]:5060>'],
        ['a 1 b 2', 'a 3 b 4', 'a [3] b [4]'],
        ['x', 'x y', 'x[ y]'],
        ['x y', 'x', 'x'],
    ])('%s -> %s marks %s', (before, after, marked) => {
        expect(parts(before, after).map(({ text, changed }) => (changed ? `[${text}]` : text)).join('')).toBe(marked);
    });
});

describe('how a list becomes another', () => {
    it.each<[string, string, string]>([
        ['', '', ''],
        ['abc', 'abc', ' a b c'],
        ['abc', 'ac', ' a-b c'],
        ['ac', 'abc', ' a+b c'],
        ['abcd', 'xbyd', '-a+x b-c+y d'],
        ['', 'ab', '+a+b'],
    ])('"%s" -> "%s"', (before, after, ops) => {
        const sign = { same: ' ', gone: '-', new: '+' };
        expect(edits([...before], [...after]).map(({ kind, item }) => sign[kind] + item).join('')).toBe(ops);
    });

    it('too long to compare: replaced, soon', () => {
        const list = (from: number) => Array.from({ length: 5000 }, (_, n) => from + n);
        expect(edits(list(0), list(1_000_000))).toHaveLength(10_000);
    });
});
