import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { changed, readView, written, type View } from './view';

/** The page's filter lives in its address: to be linked, kept, and there again on the way back. */
export function useView(): [View, (change: Partial<View>) => void] {
    const [address, setAddress] = useSearchParams();
    const view = useMemo(() => readView(address), [address]);
    const change = (what: Partial<View>) => setAddress((before) => written(changed(readView(before), what)), { replace: true });
    return [view, change];
}
