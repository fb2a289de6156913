import type { FieldError } from '../../../api/client';
import { valueAt, type Doc } from '../../../ui/document/fields';

/** What fields of an account say against each other, as the server has it (AccountForm). */
export function atOdds(doc: Doc): FieldError[] {
    const errors: FieldError[] = [];
    const refuse = (field: string, message: string) => errors.push({ field, message });
    if (doc.reg !== false) {
        if (!doc.username) refuse('username', 'is required where it registers');
        if (!doc.pwd) refuse('pwd', 'is required where it registers');
    }
    if (doc.media !== true && doc.reinvite === false) refuse('reinvite', 'may be off only where media goes through the gateway');
    if (doc.pingmode === 'stun' && (doc.transport ?? 'udp') !== 'udp') refuse('pingmode', 'stun needs transport udp; over tcp and tls take options or crlf');
    if (doc.media !== true && valueAt(doc, 'opts.srtp') === true) refuse('opts.srtp', 'needs media to go through the gateway');
    const session = valueAt(doc, 'opts.sessionexpires');
    if (typeof session === 'number' && session > 0 && session < 90) refuse('opts.sessionexpires', 'must be 0 for none, or at least 90 seconds');
    return errors;
}
