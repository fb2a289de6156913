package esg.esg.drill.calls;

import esg.esg.drill.calls.PhoneCall.End;
import esg.esg.drill.calls.PhoneCall.State;
import esg.sip.message.Address;
import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.RequestHandler;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transport.Flow;
import org.jspecify.annotations.Nullable;

/** What comes in at one end. */
final class Heard implements RequestHandler {
    /** A 2xx is sent again until its ACK (RFC 3261 §13.3.1.4). */
    private static final int ANSWER_AGAIN_MILLIS = 500;

    private static final int ANSWERS = 20;

    private final Board board;
    private final End end;

    Heard(Board board, End end) {
        this.board = board;
        this.end = end;
    }

    @Override
    public void onRequest(ServerTransaction transaction) {
        var request = transaction.request();
        if (request.toTag() != null) within(transaction);
        else if (request.method().equals("INVITE") && end == End.INSIDE) invited(transaction);
        else say(transaction, 200, "OK");
    }

    private void invited(ServerTransaction invite) {
        var call = board.call(number(invite.request()));
        if (call == null) {
            say(invite, 404, "Not Found");
            return;
        }
        if (call.answers) {
            answer(call, invite);
            return;
        }
        call.ringing = invite;
        call.now(State.RINGING);
        invite.user(_ -> {
            call.ringing = null;
            say(invite, 487, "Request Terminated");
        });
        say(invite, 180, "Ringing");
    }

    /** Picks up. */
    void answer(PhoneCall call, ServerTransaction invite) {
        call.ringing = null;
        var line = board.line(end);
        var ok = invite.response(200, "OK")
                .header(Headers.CONTACT, line.contact())
                .body(Board.SDP_TYPE, Board.SDP)
                .buildResponse();
        var us = String.valueOf(ok.header(Headers.TO));
        var them = String.valueOf(ok.header(Headers.FROM));
        var party = new Party(line, ok.callId(), us, them, contact(invite.request()));
        call.parties.put(end, party);
        board.dialog(ok.callId(), call);
        answer(invite, ok, party, ANSWERS);
    }

    private void answer(ServerTransaction invite, SipResponse ok, Party party, int left) {
        if (party.acknowledged || party.over || left == 0) return;
        invite.respond(ok);
        var _ = board.loop().after(ANSWER_AGAIN_MILLIS, () -> answer(invite, ok, party, left - 1));
    }

    private static Address contact(SipRequest request) {
        var contact = request.contact();
        return contact == null ? Address.parse(request.requestUriText()) : contact;
    }

    private void within(ServerTransaction transaction) {
        var request = transaction.request();
        var call = board.dialog(request.callId());
        var party = party(call);
        if (call == null || party == null) {
            say(transaction, 481, "Call/Transaction Does Not Exist");
            return;
        }
        var ok = transaction
                .response(200, "OK")
                .header(Headers.CONTACT, board.line(end).contact());
        switch (request.method()) {
            case "BYE" -> call.over(party);
            case "UPDATE", "INVITE" -> {
                party.follow(request);
                call.told(end);
                if (request.method().equals("INVITE") || request.bodyLength() > 0) ok.body(Board.SDP_TYPE, Board.SDP);
            }
            default -> {}
        }
        transaction.respond(ok.buildResponse());
    }

    private @Nullable Party party(@Nullable PhoneCall call) {
        return call == null ? null : call.parties.get(end);
    }

    private static void say(ServerTransaction transaction, int status, String phrase) {
        transaction.respond(transaction.response(status, phrase).buildResponse());
    }

    @Override
    public void onAck(SipRequest ack, Flow flow) {
        var party = party(board.dialog(ack.callId()));
        if (party != null) party.acknowledged = true;
    }

    /** Which call it is stands where the caller's number does; -1 for none of ours. */
    private static int number(SipRequest invite) {
        var user = invite.from().user();
        return user.matches("\\d{1,9}") ? Integer.parseInt(user) : -1;
    }
}
