import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Problem, send, type FieldError } from '../../api/client';
import { checked, differences, documentOf, draftOf, parsed, placed, rebased, type Doc, type Draft } from './fields';
import { pathOf, type Kind, type Row } from './kind';

/** A document, and the version that a write builds on; without an etag it is not there yet. */
export interface Loaded {
    doc: Doc;
    etag?: string;
}

/** The text in two forms, as a card of fields or as JSON: what is written in one is there in the other. */
function useText(kind: Pick<Kind<Row>, 'groups'>, start: Doc) {
    const fields = useMemo(() => kind.groups.flatMap((group) => group.fields), [kind]);
    const [base, setBase] = useState(start);
    const [draft, setDraft] = useState(() => draftOf(fields, start));
    const [json, setJson] = useState<string>();
    const read = json === undefined ? documentOf(fields, draft, base) : parsed(json);
    const show = (doc: Doc) => {
        setBase(doc);
        setDraft(draftOf(fields, doc));
        setJson((text) => (text === undefined ? undefined : JSON.stringify(doc, null, 2)));
    };
    const toCard = () => {
        if (typeof read === 'string') return;
        setBase(read);
        setDraft(draftOf(fields, read));
        setJson(undefined);
    };
    const toJson = () => typeof read !== 'string' && setJson(JSON.stringify(read, null, 2));
    const set = (name: string, value: Draft[string]) => setDraft((old) => ({ ...old, [name]: value }));
    return { fields, draft, json, setJson, read, show, toCard, toJson, set };
}

interface Outcome {
    accepted: (saved: Loaded) => void;
    /** `theirs`: what somebody else has made of it meanwhile, when that is why. */
    refused: (errors: FieldError[], theirs?: Loaded) => void;
}

function useSaving<T extends Row>(kind: Kind<T>, { doc: { id }, etag }: Loaded, { accepted, refused }: Outcome) {
    const queries = useQueryClient();
    const path = pathOf(kind, String(id));
    return useMutation({
        mutationFn: (doc: Doc) => (etag ? send<Doc>('PUT', path, doc, etag) : send<Doc>('POST', kind.path, doc)),
        onSuccess: (answer) => {
            for (const key of kind.stale) void queries.invalidateQueries({ queryKey: [key] });
            void queries.invalidateQueries({ queryKey: ['documents', kind.key, 'list'] });
            accepted({ doc: answer.data, etag: answer.etag });
        },
        onError: async (error) => {
            if (!(error instanceof Problem)) return refused([]);
            // Where theirs cannot be read the refusal is shown all the same.
            const theirs = error.status === 412 ? await send<Doc>('GET', path).catch(() => undefined) : undefined;
            refused(error.errors, theirs && { doc: theirs.data, etag: theirs.etag });
        },
    });
}

export type Editor = ReturnType<typeof useEditor>;

/** Changes one document, or makes one; `done` is told what was saved. */
export function useEditor<T extends Row>(kind: Kind<T>, start: Loaded, done: (saved: Loaded) => void) {
    const text = useText(kind as unknown as Kind<Row>, start.doc);
    const [loaded, setLoaded] = useState(start);
    const [theirs, setTheirs] = useState<Loaded>();
    const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
    const [refused, setRefused] = useState<FieldError[]>([]);
    const [attempts, setAttempts] = useState(0);
    const { fields, read } = text;
    const first = useMemo(() => documentOf(fields, draftOf(fields, loaded.doc), loaded.doc), [fields, loaded]);

    const local = typeof read === 'string' || text.json !== undefined ? [] : [...checked(fields, text.draft, read), ...kind.check(read)];
    const told = local.filter(({ field }) => (attempts > 0 || touched.has(field)) && !refused.some((error) => error.field === field));
    const shown = typeof read === 'string' ? fields : fields.filter((field) => !field.shown || field.shown(read));

    const begin = (next: Loaded, doc: Doc) => {
        setLoaded(next);
        setTheirs(undefined);
        setTouched(new Set());
        setRefused([]);
        setAttempts(0);
        text.show(doc);
    };
    const saving = useSaving(kind, loaded, {
        accepted: (saved) => {
            begin(saved, saved.doc);
            done(saved);
        },
        refused: (errors, there) => {
            setRefused(errors);
            setTheirs(there);
            setAttempts((n) => n + 1);
        },
    });
    return {
        ...text,
        loaded,
        theirs,
        errors: placed(shown, [...refused, ...told]),
        attempts,
        saving,
        dirty: typeof read === 'string' || differences(first, read).length > 0,
        change: (name: string, value: Draft[string]) => {
            text.set(name, value);
            setRefused((old) => old.filter(({ field }) => field !== name && !field.startsWith(`${name}.`)));
        },
        touch: (name: string) => setTouched((old) => new Set(old).add(name)),
        save: () => {
            setAttempts((n) => n + 1);
            setRefused([]);
            if (typeof read !== 'string' && local.length === 0) saving.mutate(read);
            else saving.reset();
        },
        /** Theirs instead of mine, or mine put onto theirs. */
        reload: (keepMine: boolean) => {
            if (!theirs) return;
            const mine = keepMine && typeof read !== 'string' ? rebased(first, read, theirs.doc) : theirs.doc;
            saving.reset();
            begin(theirs, mine);
        },
    };
}
