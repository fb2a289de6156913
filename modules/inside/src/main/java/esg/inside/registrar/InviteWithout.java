package esg.inside.registrar;

import esg.sip.message.HeaderSet;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipRequest;
import esg.sip.transaction.Restated;
import esg.sip.transaction.ServerTransaction;

/** An INVITE as calls are to see it: without header fields that its sender has no right to. */
public final class InviteWithout extends Restated {
    private static final HeaderSet OF_THE_BODY =
            HeaderSet.of("Content-Type", "Content-Disposition", "Content-Encoding", "Content-Language", "MIME-Version");

    /** The rest stays as it is. */
    public InviteWithout(ServerTransaction received, HeaderSet fields) {
        super(received, without(received.request(), fields));
    }

    private static SipRequest without(SipRequest whole, HeaderSet fields) {
        return MessageBuilder.request(whole.method(), whole.requestUriText())
                .copyAllBut(whole, fields.plus(OF_THE_BODY.names().toArray(String[]::new)))
                .bodyOf(whole)
                .buildRequest();
    }
}
