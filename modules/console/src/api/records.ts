export const RECORDS = '/rest/v1/uc/records';

export type End = 'caller' | 'callee';
export type EndedBy = End | 'platform' | 'operator' | 'timeout' | 'transfer';

/** A call that is over, as docs/records.md has it. What it has no value for is absent or ''. */
export interface CallRecord {
    id: string;
    d: string;
    account: string;
    direction: 'in' | 'out' | 'internal';
    node: string;
    attempt: number;
    route?: string;
    caller: string;
    callername?: string;
    called: string;
    callerout?: string;
    calledout?: string;
    began: string;
    rang?: string;
    answered?: string;
    ended: string;
    setupms?: number;
    /** Seconds. */
    duration: number;
    code: number;
    reason?: string;
    endedby: EndedBy;
    callid: string;
    callidout?: string;
    peer?: string;
    peerout?: string;
    codec?: string;
    callerpackets?: number;
    callerlost?: number;
    callerjitter?: number;
    calleepackets?: number;
    calleelost?: number;
    calleejitter?: number;
    unheard?: '' | End | 'both';
}
