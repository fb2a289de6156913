export function diagramPath(id: string): string {
    return `/monitoring/calls/${encodeURIComponent(id)}/diagram`;
}
