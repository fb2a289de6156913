package esg.esg.drill.calls;

import esg.esg.drill.calls.PhoneCall.End;
import esg.esg.drill.calls.PhoneCall.State;
import esg.sip.message.Address;
import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ClientTransaction;
import esg.sip.transaction.SendOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The provider's INVITE and what comes of it. */
record Calling(Board board, PhoneCall call, String from) implements Asking {
    private static final String INVITE = "INVITE";

    @Override
    public String method() {
        return INVITE;
    }

    /** @param contact where the account is registered; null when it is not */
    static void begin(Board board, PhoneCall call, @Nullable Address contact) {
        var hop = contact == null ? null : Party.hop(contact);
        if (contact == null || hop == null) {
            call.failed("not registered");
            return;
        }
        var line = board.line(End.PROVIDER);
        var host = Address.parse(line.contact()).host();
        var from = "<sip:" + call.number + "@" + host + ">;tag=" + board.edge.newTag();
        var invite = MessageBuilder.request(INVITE, contact.uriText())
                .header(Headers.FROM, from)
                .header(Headers.TO, "<" + contact.uriText() + ">")
                .header(Headers.CALL_ID, board.edge.newCallId(board.loop()))
                .header(Headers.CSEQ, "1 INVITE")
                .header(Headers.MAX_FORWARDS, "70")
                .header(Headers.CONTACT, line.contact())
                .body(Board.SDP_TYPE, Board.SDP)
                .buildRequest();
        board.edge.send(invite, List.of(hop), SendOptions.from(line.side()), new Calling(board, call, from));
    }

    @Override
    public void onResponse(SipResponse response, ClientTransaction transaction) {
        if (response.isProvisional()) return;
        if (!response.isSuccess()) {
            call.failed(PhoneCall.refusal(INVITE, response));
            return;
        }
        var party = call.parties.computeIfAbsent(End.PROVIDER, _ -> party(response));
        var hop = party.hop();
        if (hop == null) call.failed("no address to acknowledge at");
        else board.edge.sendAck(party.ack().buildRequest(), hop, SendOptions.from(party.side()));
        if (!party.over) call.now(State.TALKING);
    }

    private Party party(SipResponse ok) {
        board.dialog(ok.callId(), call);
        var contact = ok.contact();
        var target = contact == null ? Address.parse("") : contact;
        return new Party(board.line(End.PROVIDER), ok.callId(), from, String.valueOf(ok.header(Headers.TO)), target);
    }
}
