import { describe, expect, it } from 'vitest';
import { MENU, menuFor } from './menu';
import { pathOf } from './shortcuts';

const ITEMS = MENU.flatMap((group) => group.items);

describe('the menu', () => {
    it('has a key of its own for each page', () => {
        expect(new Set(ITEMS.map(({ key }) => key)).size).toBe(ITEMS.length);
        for (const { key, path } of ITEMS) expect(pathOf(MENU, key)).toBe(path);
        expect(ITEMS.map(({ key }) => key)).not.toContain('g'); // it begins
    });

    it('marks one page at a time', () => {
        for (const { path } of ITEMS) expect(ITEMS.filter((item) => path.startsWith(item.path))).toHaveLength(1);
    });

    it('shows a viewer what is configured, and no page of administrators', () => {
        const paths = menuFor(false).flatMap((group) => group.items.map(({ path }) => path));
        expect(paths).toContain('/routing/providers');
        expect(paths).not.toContain('/system/nodes');
    });
});
