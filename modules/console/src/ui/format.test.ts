import { describe, expect, it } from 'vitest';
import { formTime, instant } from './format';

describe('a time of a form', () => {
    it('is asked for as REST has it', () => {
        expect(instant('')).toBe('');
        expect(instant('no time')).toBe('');
        expect(instant('2026-01-02T03:04')).toBe(new Date(2026, 0, 2, 3, 4).toISOString());
    });

    it('comes back as the form has it, local and to the minute', () => {
        expect(formTime('')).toBe('');
        expect(formTime('no time')).toBe('');
        expect(formTime(new Date(2026, 0, 2, 3, 4, 59).toISOString())).toBe('2026-01-02T03:04');
        expect(formTime(instant('2026-11-30T23:59'))).toBe('2026-11-30T23:59');
    });
});
