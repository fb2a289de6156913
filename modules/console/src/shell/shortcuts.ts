import { useEffect } from 'react';
import type { Group } from './menu';

const WAIT = 1500;

/** `g` and a letter open a page, `/` leads to the search; neither while somebody writes. */
export function useShortcuts(menu: Group[], open: (path: string) => void) {
    useEffect(() => {
        let begun = 0;
        const pressed = (event: KeyboardEvent) => {
            if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
            if (event.key === '/') {
                const search = document.querySelector<HTMLInputElement>('[data-search]');
                if (search) event.preventDefault();
                search?.focus();
            } else if (event.key === 'g') {
                begun = event.timeStamp;
            } else {
                const path = event.timeStamp - begun < WAIT ? pathOf(menu, event.key) : undefined;
                begun = 0;
                if (path) open(path);
            }
        };
        document.addEventListener('keydown', pressed);
        return () => document.removeEventListener('keydown', pressed);
    }, [menu, open]);
}

export function pathOf(menu: Group[], key: string): string | undefined {
    return menu.flatMap((group) => group.items).find((item) => item.key === key)?.path;
}

function isWriting(target: EventTarget | null): boolean {
    return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
