package esg.sip.message;

import java.util.Arrays;

/** Where the header fields of a message stand: five numbers a field, nothing else. */
final class HeaderIndex {
    static final int STRIDE = 5;
    private int[] fields = new int[STRIDE * 16];
    private int size;

    void add(int id, int nameStart, int nameEnd, int valueStart, int valueEnd) {
        int at = size * STRIDE;
        if (at == fields.length) fields = Arrays.copyOf(fields, at * 2);
        fields[at] = id;
        fields[at + 1] = nameStart;
        fields[at + 2] = nameEnd;
        fields[at + 3] = valueStart;
        fields[at + 4] = valueEnd;
        size++;
    }

    int size() {
        return size;
    }

    /** The first field with that number at or after {@code from}; -1 when there is none. */
    int find(int id, int from) {
        for (int field = from; field < size; field++) if (fields[field * STRIDE] == id) return field;
        return -1;
    }

    int id(int field) {
        return fields[field * STRIDE];
    }

    int nameStart(int field) {
        return fields[field * STRIDE + 1];
    }

    int nameEnd(int field) {
        return fields[field * STRIDE + 2];
    }

    int valueStart(int field) {
        return fields[field * STRIDE + 3];
    }

    /** End of the value, without blanks and without the line's end. */
    int valueEnd(int field) {
        return fields[field * STRIDE + 4];
    }
}
