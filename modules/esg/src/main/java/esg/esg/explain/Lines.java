package esg.esg.explain;

/** Text in two columns: what it is about, and what there is to say. */
final class Lines {
    private static final int COLUMN = 10;
    private final StringBuilder text = new StringBuilder();

    /** Begins what is said of {@code label}, or goes on with it when that is "". */
    Lines add(String label, String line) {
        var row = label + " ".repeat(Math.max(1, COLUMN - label.length())) + line;
        text.append(row.stripTrailing()).append('\n');
        return this;
    }

    Lines gap() {
        text.append('\n');
        return this;
    }

    /** A line of its own. */
    Lines plain(String line) {
        text.append(line).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
