package esg.domain.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with names in braces that a call fills in: {@code 7{1}}, {@code {account.username}}. Doubled braces stand for themselves.
 * Equal when written alike.
 */
public final class Template {
    private static final Pattern PART = Pattern.compile("\\{\\{|}}|\\{([^{}]*)}|[{}]|[^{}]+");
    private static final Pattern GROUP = Pattern.compile("((from|to|ruri)\\.)?[1-9]");
    private static final int LONGEST = 1024;

    /** A piece of text, or the name of a value. */
    private record Part(String text, boolean isName) {}

    private final String text;
    private final List<Part> parts;

    private Template(String text, List<Part> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
    }

    /**
     * Reads a template.
     *
     * @param names that may stand in braces, beside groups: {@code 1} to {@code 9}, {@code from.1}, {@code to.1}, {@code ruri.1} …
     * @throws IllegalArgumentException for a brace that is alone, and for another name
     */
    public static Template of(String text, Set<String> names) {
        if (text.length() > LONGEST) throw new IllegalArgumentException("is longer than " + LONGEST);
        var parts = new ArrayList<Part>();
        var matcher = PART.matcher(text);
        while (matcher.find()) {
            var found = matcher.group();
            var name = matcher.group(1);
            if (name != null) parts.add(named(name, names));
            else if (found.equals("{") || found.equals("}")) {
                throw new IllegalArgumentException(
                        "has a brace that is alone; " + found + found + " stands for " + found);
            } else parts.add(new Part(found.equals("{{") ? "{" : found.equals("}}") ? "}" : found, false));
        }
        return new Template(text, parts);
    }

    private static Part named(String name, Set<String> names) {
        if (names.contains(name) || GROUP.matcher(name).matches()) return new Part(name, true);
        throw new IllegalArgumentException("there is no {" + name + "}; there are "
                + String.join(
                        " ", names.stream().sorted().map(one -> "{" + one + "}").toList())
                + " and groups {1} {from.1} {to.1} {ruri.1}");
    }

    /** With the values of a call; without control characters, for a line break would end a header. Unknown to {@code values} is "". */
    String fill(Function<String, @Nullable String> values) {
        var filled = new StringBuilder();
        for (var part : parts) {
            var value = part.isName ? values.apply(part.text) : part.text;
            if (value == null) continue;
            value.chars().filter(c -> c >= ' ' && c != 0x7f).forEach(c -> filled.append((char) c));
        }
        return filled.toString();
    }

    /** Groups it names, as {@code 1} or {@code to.1}. */
    List<String> groups() {
        return parts.stream()
                .filter(part -> part.isName && GROUP.matcher(part.text).matches())
                .map(Part::text)
                .toList();
    }

    /** Whether it says the same for every call. */
    boolean isFixed() {
        return parts.stream().noneMatch(Part::isName);
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Template that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
