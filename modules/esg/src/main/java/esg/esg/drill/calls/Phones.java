package esg.esg.drill.calls;

import esg.domain.account.Transport;
import esg.esg.drill.calls.PhoneCall.End;
import esg.esg.settings.ConfigFile;
import esg.esg.settings.StartFailure;
import esg.sip.message.Address;
import esg.sip.packetlog.PacketLog;
import esg.sip.transaction.EdgeSettings;
import esg.sip.transaction.SipEdge;
import esg.sip.transport.BindFailure;
import esg.sip.transport.ListenerSettings;
import esg.sip.transport.SendGate;
import esg.sip.transport.Side;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A socket at the provider's that calls accounts where they are registered, and one inside that answers. For any thread. */
public final class Phones implements AutoCloseable {
    private final Board board;
    private final Heard inside;
    private final IntFunction<@Nullable Address> contacts;
    private final AtomicInteger numbers = new AtomicInteger();

    private Phones(Board board, IntFunction<@Nullable Address> contacts) {
        this.board = board;
        this.contacts = contacts;
        this.inside = new Heard(board, End.INSIDE);
        board.edge.handle(Side.OUTSIDE, new Heard(board, End.PROVIDER));
        board.edge.handle(Side.INSIDE, inside);
    }

    /**
     * Opens both sockets at this address.
     *
     * @param contacts where an account was last registered, by its number; null while it is not
     */
    public static Phones open(String host, IntFunction<@Nullable Address> contacts) throws StartFailure {
        var settings = EdgeSettings.from(ConfigFile.load(null, List.of("esg.sip.workers=1")));
        var bind = new InetSocketAddress(InetAddress.ofLiteral(host), 0);
        var listeners = List.of(
                new ListenerSettings(Side.OUTSIDE, "provider", Transport.UDP, bind),
                new ListenerSettings(Side.INSIDE, "inside", Transport.UDP, bind));
        try {
            return new Phones(new Board(SipEdge.open(settings, listeners, PacketLog.NONE, SendGate.OPEN)), contacts);
        } catch (BindFailure e) {
            throw new StartFailure("the drill's phones: " + e.getMessage(), e);
        }
    }

    /** URI of the phone inside, where a route has to send calls. */
    public String inside() {
        return Address.parse(board.line(End.INSIDE).contact()).uriText();
    }

    /** Calls an account. */
    PhoneCall call(int account, boolean answers) {
        var call = new PhoneCall(numbers.incrementAndGet(), account, answers);
        board.add(call);
        board.loop().execute(() -> Calling.begin(board, call, contacts.apply(account)));
        return call;
    }

    /** Picks up what still rings. */
    void answer(PhoneCall call) {
        board.loop().execute(() -> {
            var ringing = call.ringing;
            if (ringing != null) inside.answer(call, ringing);
        });
    }

    void hangUp(PhoneCall call, End end) {
        board.loop().execute(() -> {
            var party = call.parties.get(end);
            if (party == null) call.failed("nobody there to hang up");
            else if (!party.over) HangingUp.begin(board, call, party);
        });
    }

    /** What comes of these from now on interests nobody. */
    void forget(Collection<PhoneCall> gone) {
        board.forget(gone);
    }

    @Override
    public void close() {
        board.edge.close();
    }
}
