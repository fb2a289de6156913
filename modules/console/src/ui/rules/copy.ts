/** Whether it is in the clipboard now. Browsers give theirs only to pages that came by https or from this machine; else the old way is tried. */
export async function copied(text: string): Promise<boolean> {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        return byCommand(text);
    }
}

function byCommand(text: string): boolean {
    const within = document.activeElement?.closest('[role=dialog]') ?? document.body; // a dialog keeps the focus to itself
    const area = document.createElement('textarea');
    area.value = text;
    area.style.position = 'fixed';
    area.style.opacity = '0';
    const focused = document.activeElement;
    within.append(area);
    area.select();
    try {
        return document.execCommand('copy');
    } finally {
        area.remove();
        if (focused instanceof HTMLElement) focused.focus();
    }
}
