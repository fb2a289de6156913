export interface Op<T> {
    kind: 'same' | 'gone' | 'new';
    item: T;
}

/** Above this many comparisons the middle is told as replaced: a page must not stand still for a packet. */
const MOST = 400_000;

/** How one list becomes another with the fewest changes. */
export function edits<T>(before: T[], after: T[]): Op<T>[] {
    let start = 0;
    while (start < before.length && start < after.length && before[start] === after[start]) start++;
    let end = 0;
    while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end)) end++;
    const same = (item: T): Op<T> => ({ kind: 'same', item });
    return [
        ...after.slice(0, start).map(same),
        ...middle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
        ...after.slice(after.length - end).map(same),
    ];
}

function middle<T>(a: T[], b: T[]): Op<T>[] {
    const gone = (item: T): Op<T> => ({ kind: 'gone', item });
    const fresh = (item: T): Op<T> => ({ kind: 'new', item });
    if (a.length * b.length === 0 || a.length * b.length > MOST) return [...a.map(gone), ...b.map(fresh)];
    const lengths = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1)); // of the longest common rest
    for (let i = a.length - 1; i >= 0; i--) {
        for (let j = b.length - 1; j >= 0; j--) {
            lengths[i]![j] = a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
        }
    }
    const ops: Op<T>[] = [];
    let [i, j] = [0, 0];
    while (i < a.length && j < b.length) {
        if (a[i] === b[j]) {
            ops.push({ kind: 'same', item: b[j]! });
            i++;
            j++;
        } else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) ops.push(gone(a[i++]!));
        else ops.push(fresh(b[j++]!));
    }
    return [...ops, ...a.slice(i).map(gone), ...b.slice(j).map(fresh)];
}
