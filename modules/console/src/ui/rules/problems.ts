import { explained, Problem } from '../../api/client';
import { isDocument, type Document } from './diff';

/** What is wrong, by field; the rest is said above the form. */
export interface Placed {
    at: Record<string, string>;
    rest: string;
}

/** Puts a refusal where it belongs: to the fields a form shows, the first part of `opts.extusernames` or `steps[3].name` counting too. */
export function placed(error: unknown, shown: readonly string[]): Placed {
    if (!error) return { at: {}, rest: '' };
    if (!(error instanceof Problem) || error.errors.length === 0) return { at: {}, rest: explained(error) };
    const at: Record<string, string> = {};
    const rest: string[] = [];
    for (const { field, message } of error.errors) {
        const home = shown.includes(field) ? field : field.split(/[.[]/)[0]!;
        if (!shown.includes(home)) rest.push(field ? `${field}: ${message}` : message);
        else at[home] = [at[home], message].filter(Boolean).join('; ');
    }
    return { at, rest: rest.join('; ') };
}

/** The object a text holds, or why it holds none, with the line where that can be told. */
export function parsed(text: string): { document: Document; error?: undefined } | { document?: undefined; error: string } {
    try {
        const value: unknown = JSON.parse(text);
        return isDocument(value) ? { document: value } : { error: 'This is JSON, but not an object: it has to begin with { and end with }' };
    } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        const position = /position (\d+)/.exec(why)?.[1];
        const line = position && !/line \d/.test(why) ? ` (line ${text.slice(0, Number(position)).split('\n').length})` : '';
        return { error: `This is not JSON: ${why}${line}` };
    }
}
