import { meaning } from './labels';

/** A piece of a letter: a label with its value, or text that is neither. */
export interface Piece {
    label: string;
    value: string;
    /** As it stood. */
    text: string;
}

const SEPARATED = /^([^:=]{1,60}?)\s*(?:[:=]|\s[-–—]|\sis\s)\s*(.*)$/;
const URI = /sips?:[^\s<>"']+/i;

/** The letter in pieces, each a label with its value; text without a label has label ''. */
export function pieces(letter: string): Piece[] {
    const lines = letter
        .normalize('NFC')
        .replace(/[\u200b\u200c\u200d\ufeff\u00ad]/g, '')
        .replace(/[\u00a0\u2007\u202f]/g, ' ')
        .split(/\r\n|\r|\n/)
        .map((line) => line.replace(/^[\s>]*(?:[-*•·–—▪●]\s+|\d{1,2}[.)]\s+)?/, '').trimEnd())
        .map((line) => line.replace(/^\|\s*|\s*\|$/g, ''))
        .filter((line) => /[\p{L}\p{N}]/u.test(line));
    return joined(lines.flatMap(cells)).flatMap(both);
}

/** A label that ends its line has its value in the next. */
function joined(found: Piece[]): Piece[] {
    const all: Piece[] = [];
    for (let i = 0; i < found.length; i++) {
        const piece = found[i]!;
        const next = found[i + 1];
        const name = piece.label || piece.text.replace(/[:=]\s*$/, '');
        if (!piece.value && next && !next.label && meaning(name)) {
            all.push({ label: name, value: next.text, text: `${piece.text} ${next.text}` });
            i++;
        } else {
            all.push(piece);
        }
    }
    return all;
}

/** Several in one line: in columns, or behind commas where a label follows. */
function cells(line: string): Piece[] {
    const columns = line.split(/\t+|\s*\|\s*|\s{3,}/).map((cell) => cell.trim()).filter(Boolean);
    if (columns.length > 1) {
        if (columns.length % 2 === 0 && columns.every((cell, place) => place % 2 === 1 || meaning(cell.replace(/[:=]$/, '')))) {
            return columns.flatMap((cell, place) => (place % 2 === 0 ? [piece(cell.replace(/[:=]$/, ''), columns[place + 1]!)] : []));
        }
        if (columns.every((cell) => labelled(cell))) return columns.map((cell) => labelled(cell)!);
    }
    const parts = line.split(/\s*[,;]\s+|\s*;\s*/).filter(Boolean);
    if (parts.length > 1 && parts.every((part) => labelled(part)?.value)) return parts.map((part) => labelled(part)!);
    return [labelled(line) ?? spoken(line) ?? { label: '', value: '', text: line.trim() }];
}

function piece(label: string, value: string): Piece {
    return { label, value, text: `${label}: ${value}` };
}

function labelled(line: string): Piece | undefined {
    if (/^sips?:/i.test(line)) return undefined;
    const [, label, value] = SEPARATED.exec(line) ?? [];
    if (!label || (!meaning(label) && halves(label).length === 0)) return undefined;
    return { label: label.trim(), value: unquoted(value!.trim()), text: line.trim() };
}

/** `Login 74951234567`: words that are a label, and one that is its value. */
function spoken(line: string): Piece | undefined {
    const [, label, value] = /^(.{1,40}\S)\s+(\S+)$/.exec(line) ?? [];
    return label && value && meaning(label) && !meaning(line) ? { label, value: unquoted(value), text: line.trim() } : undefined;
}

function unquoted(text: string): string {
    return /^(["'`«“<]).*(["'`»”>])$/.test(text) && text.length > 2 ? text.slice(1, -1) : text;
}

/** `Login / password` with `123 / abc`: two at once. */
function both(piece: Piece): Piece[] {
    const names = meaning(piece.label) ? [] : halves(piece.label);
    const values = piece.value.split(/\s*\/\s*|\s*,\s+|\s+/).filter(Boolean);
    if (names.length < 2 || names.length !== values.length) return [piece];
    return names.map((label, place) => ({ label, value: values[place]!, text: piece.text }));
}

function halves(label: string): string[] {
    const names = label.split(/\s*[/,&+]\s*|\s+(?:and|und|и)\s+/);
    return names.length > 1 && names.every((name) => meaning(name)) ? names : [];
}

/** An address in text that has no label. */
export function uriIn(text: string): string | undefined {
    return URI.exec(text)?.[0].replace(/[.,;)]+$/, '');
}
