package esg.esg.drill.calls;

import esg.sip.message.SipResponse;
import esg.sip.transaction.ClientTransaction;
import esg.sip.transaction.SendOptions;
import java.util.List;

/** The BYE of one end. */
record HangingUp(PhoneCall call, Party party) implements Asking {
    private static final String BYE = "BYE";

    @Override
    public String method() {
        return BYE;
    }

    static void begin(Board board, PhoneCall call, Party party) {
        var hop = party.hop();
        if (hop == null) {
            call.failed("no address to hang up at");
            return;
        }
        var bye = party.within(BYE).buildRequest();
        board.edge.send(bye, List.of(hop), SendOptions.from(party.side()), new HangingUp(call, party));
    }

    @Override
    public void onResponse(SipResponse response, ClientTransaction transaction) {
        if (response.isSuccess()) call.over(party);
        else if (response.isFinal()) call.failed(PhoneCall.refusal(BYE, response));
    }
}
