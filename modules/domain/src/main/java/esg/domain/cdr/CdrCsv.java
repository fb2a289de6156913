package esg.domain.cdr;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Records as lines of a file (RFC 4180): the fields of the document in its order, a header line first. */
public final class CdrCsv {
    /** Where a spreadsheet that parts cells by these would begin one with a formula. */
    private static final Pattern CELL = Pattern.compile("([;\t|]\\s*)(?=[=@+-])");

    private static final String END = "\r\n"; // RFC 4180 §2.1

    private CdrCsv() {}

    /** Names of the fields, with the end of the line. */
    public static String header() {
        return String.join(",", CdrDocument.NAMES) + END;
    }

    /** One record, with the end of the line; what it does not have is an empty field. */
    public static String line(Cdr cdr) {
        var document = cdr.document();
        var line = new StringBuilder(400);
        for (var name : CdrDocument.NAMES) {
            if (!line.isEmpty()) line.append(',');
            line.append(field(document.getOrDefault(name, "")));
        }
        return line.append(END).toString();
    }

    private static String field(Object value) {
        return switch (value) {
            case BigDecimal decimal -> decimal.toPlainString();
            case String text -> quoted(harmless(text));
            default -> value.toString();
        };
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /**
     * Callers write their names and numbers as they like, and a spreadsheet takes what begins like this for a formula: an apostrophe before
     * it makes it text. A number such as +4930… is none, and stays what programs expect.
     */
    private static String harmless(String said) {
        var text = CELL.matcher(said).replaceAll("$1'");
        if (text.isEmpty()) return text;
        return switch (text.charAt(0)) {
            case '=', '@', '\t', '\r', '\n' -> "'" + text;
            case '+', '-' -> text.substring(1).chars().allMatch(c -> c >= '0' && c <= '9') ? text : "'" + text;
            default -> text;
        };
    }
}
