import type { Call } from '../../../api/types';

export function isLive(call: Call): boolean {
    return !call.ended && call.state !== 'ended';
}

/** How a call stands: a colour's name and words. */
export function outcome(call: Call): { kind: string; text: string } {
    if (isLive(call)) return { kind: call.answered ? 'talking' : 'ringing', text: call.state };
    if (call.answered) return { kind: 'ended', text: call.notheard ? `ended, ${call.notheard} not heard` : 'ended' };
    const text = [call.status, call.reason].filter(Boolean).join(' ');
    return { kind: 'failed', text: text || 'not answered' };
}

/** Seconds between the answer and the end, or now. */
export function spoken(call: Call, now: number): number | undefined {
    if (!call.answered) return undefined;
    return ((call.ended ? Date.parse(call.ended) : now) - Date.parse(call.answered)) / 1000;
}
