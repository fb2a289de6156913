package esg.trunk.registration;

import esg.sip.alg.Alg;
import esg.sip.digest.DigestAnswers;
import esg.sip.message.SipRequest;
import esg.trunk.registration.RegisterSender.Outcome;
import esg.trunk.registration.RegisterSender.Way;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A REGISTER on its way, from its turn to its answer.
 *
 * @param goal null to be registered; else the binding is being removed, and this comes after
 * @param rounds answers that were acted upon by asking again
 */
record Attempt(Registration.@Nullable Goal goal, DigestAnswers digest, int rounds, Way way) {
    private static final int MOST_ROUNDS = 6; // a chain of proxies, each stale once, and a 423; more is a loop

    /** Before it is known where to. */
    static Attempt begin(Registration.@Nullable Goal goal, Continuity line) {
        return new Attempt(goal, DigestAnswers.again(line.sessions()), 0, new Way("", Alg.NONE, List.of()));
    }

    Attempt toward(Registration.Goal other) {
        return new Attempt(other, digest, rounds, way);
    }

    Attempt by(Way found) {
        return new Attempt(goal, digest, rounds, found);
    }

    private Attempt again(DigestAnswers answers, Way where) {
        return new Attempt(goal, answers, rounds + 1, where);
    }

    /** What follows from an answer. */
    sealed interface Next {
        /** Asks again at once. */
        record Again(Memory memory, Attempt attempt) implements Next {}

        record Over(RegistrarAnswer answer) implements Next {}
    }

    /** Answers challenges and asks for the time a registrar wants, as long as that leads somewhere. */
    Next after(Memory memory, Outcome.Answer answer) {
        var response = answer.response();
        var read = RegistrarAnswer.of(response, contact(memory), asked(memory));
        boolean mayGoOn = rounds < MOST_ROUNDS;
        if (read instanceof RegistrarAnswer.Challenged(var challenges)) {
            var answers = mayGoOn ? digest.to(challenges) : Optional.<DigestAnswers>empty();
            if (answers.isEmpty()) return new Next.Over(RegistrarAnswer.refused(response));
            return new Next.Again(memory, again(answers.get(), way.only(answer.flow())));
        }
        if (read instanceof RegistrarAnswer.IntervalTooBrief(int least) && mayGoOn && goal == null) {
            return new Next.Again(memory.asking(least), again(digest.next(), way));
        }
        boolean refused = read instanceof RegistrarAnswer.Refused no && no.failure() == FailureClass.PERMANENT;
        if (refused && mayGoOn && !replaced(memory).isEmpty()) {
            // A registrar that takes one contact a request: the other binding has to run out by itself.
            return new Next.Again(memory.with(memory.line().removed()), again(digest.next(), way));
        }
        return new Next.Over(read);
    }

    /** Seconds asked for. */
    int asked(Memory memory) {
        return goal == null ? memory.asked() : 0;
    }

    /** What is removed is what was bound, even when our address has changed since. */
    String contact(Memory memory) {
        var bound = memory.line().contact();
        return goal == null || bound.isEmpty() ? memory.registrant().contactUri(way.sentBy()) : bound;
    }

    /** What another instance has bound, or we did at another address: calls must not ring there any more (REG-10). */
    String replaced(Memory memory) {
        var line = memory.line();
        return goal != null || line.granted() == 0 || line.contact().equals(contact(memory)) ? "" : line.contact();
    }

    SipRequest register(Memory memory, String userAgent) {
        return new RegisterRequest(memory.registrant(), contact(memory), replaced(memory), asked(memory), way.alg())
                .write(memory.line(), digest, userAgent);
    }
}
