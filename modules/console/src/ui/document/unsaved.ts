import { useEffect } from 'react';
import type { AroundNavHandler } from 'wouter';

let unsaved = false;

/** Asks before a page is left on which something is written that is not saved. */
export function useUnsaved(is: boolean) {
    useEffect(() => {
        unsaved = is;
        const leaving = (event: BeforeUnloadEvent) => event.preventDefault();
        if (is) window.addEventListener('beforeunload', leaving);
        return () => {
            unsaved = false;
            window.removeEventListener('beforeunload', leaving);
        };
    }, [is]);
}

/** For what leaves because it has saved. */
export function nothingUnsaved() {
    unsaved = false;
}

/** Of the router: links and keys come by here. */
export const aroundNav: AroundNavHandler = (navigate, to, options) => {
    if (unsaved && !window.confirm('What you have written is not saved. Leave it?')) return;
    navigate(to, options);
};
