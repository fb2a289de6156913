import type { ReactNode } from 'react';
import type { FieldError } from '../../api/client';
import type { Column } from '../DataTable';
import type { Doc, FieldGroup } from './fields';

/** What every document of a list has. */
export interface Row extends Doc {
    id: string;
    d: string;
    enabled: boolean;
}

/** A kind of configuration, as the list and the form of it have to know it. */
export interface Kind<T extends Row> {
    /** Of its queries. */
    key: string;
    /** In REST. */
    path: string;
    /** In the console. */
    page: string;
    title: string;
    /** In sentences: `route`. */
    one: string;
    /** What a search looks at. */
    search: string;
    /** What a row or a page is called. */
    called: (row: T) => string;
    columns: Column<T>[];
    groups: FieldGroup[];
    /** What a new one begins with, beside its domain. */
    fresh: Doc;
    /** What fields say about each other. */
    check: (doc: Doc) => FieldError[];
    /** What the deletion means, for the question before it. */
    gone: string;
    /** Other queries that show something of it. */
    stale: string[];
    /** Where else a saved one is seen. */
    elsewhere?: (row: T) => ReactNode;
}

export function pathOf(kind: { path: string }, id: string): string {
    return `${kind.path}/${encodeURIComponent(id)}`;
}

export function pageOf(kind: { page: string }, id: string): string {
    return `${kind.page}/${encodeURIComponent(id)}`;
}
