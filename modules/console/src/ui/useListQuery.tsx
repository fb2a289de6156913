import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';

export const PAGE = 50;

/** What a list is asked for. A new search, filter or order begins with the first page. */
export function useListQuery() {
    const [search, setSearch] = useState('');
    const [state, setState] = useState('');
    const [sort, setSort] = useState('');
    const [offset, setOffset] = useState(0);
    const [q] = useDebouncedValue(search, 250);
    const first =
        <V,>(set: (value: V) => void) =>
        (value: V) => {
            set(value);
            setOffset(0);
        };
    return {
        search,
        state,
        sort,
        offset,
        params: { q, state, sort, limit: PAGE, offset },
        setSearch: first(setSearch),
        setState: first(setState),
        setSort: first(setSort),
        setOffset,
    };
}
