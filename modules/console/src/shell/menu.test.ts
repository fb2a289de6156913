import { describe, expect, it } from 'vitest';
import { MENU, menuFor } from './menu';
import { pathOf } from './shortcuts';

const ITEMS = MENU.flatMap((group) => group.items);

describe('the menu', () => {
    const paths = (isAdmin: boolean, seesAll: boolean) => menuFor(isAdmin, seesAll).flatMap(({ items }) => items.map(({ path }) => path));

    it('has a key of its own for each page', () => {
        expect(new Set(ITEMS.map(({ key }) => key)).size).toBe(ITEMS.length);
        for (const { key, path } of ITEMS) expect(pathOf(MENU, key)).toBe(path);
        expect(ITEMS.map(({ key }) => key)).not.toContain('g'); // it begins
    });

    it('marks one page at a time', () => {
        for (const { path } of ITEMS) expect(ITEMS.filter((item) => path.startsWith(item.path))).toHaveLength(1);
    });

    it.each<[string, boolean, boolean, string[], string[]]>([
        ['an admin', true, true, ['/routing/filter', '/system/tokens', '/system/nodes'], []],
        ['a viewer of all domains', false, true, ['/routing/providers', '/routing/filter', '/system/tokens', '/system/audit'], ['/system/nodes']],
        ['a domainadmin, or a viewer of one domain', false, false, ['/routing/testing/match', '/system/domains'], ['/routing/filter', '/system/tokens', '/system/audit']],
    ])('of %s', (_, isAdmin, seesAll, has, lacks) => {
        expect(paths(isAdmin, seesAll)).toEqual(expect.arrayContaining(has));
        for (const path of lacks) expect(paths(isAdmin, seesAll)).not.toContain(path);
    });
});
