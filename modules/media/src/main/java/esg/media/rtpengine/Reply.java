package esg.media.rtpengine;

/** What came of a request to an engine. */
sealed interface Reply {
    record Done(Value.Dictionary said) implements Reply {}

    record Refused(String why) implements Reply {}

    /** It has as many sessions, or as much load, as it may have. */
    record Busy(String why) implements Reply {}

    /** Nothing in time, nothing that can be read, or nobody listens there. */
    record Unanswered(String why) implements Reply {}

    static Reply of(Value.Dictionary said) {
        return switch (said.text("result")) {
            case "ok", "pong" -> new Done(said);
            case "load limit" -> new Busy(said.text("message"));
            case "error" -> new Refused(said.text("error-reason"));
            default -> new Refused("result: " + said.text("result"));
        };
    }
}
