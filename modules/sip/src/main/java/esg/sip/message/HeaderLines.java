package esg.sip.message;

/** Finds the header fields of a message. */
final class HeaderLines {
    private HeaderLines() {}

    /** Fills the index; answers where the body begins, or -1 when a line is no field. A packet may end without the empty line. */
    static int index(byte[] bytes, int from, HeaderIndex index) {
        int at = from;
        while (at < bytes.length) {
            int end = MessageParser.lineEnd(bytes, at);
            if (end == at) return MessageParser.next(bytes, at);
            if (end < 0) return -1;
            int stop = MessageParser.next(bytes, end);
            while (stop < bytes.length && (bytes[stop] == ' ' || bytes[stop] == '\t')) { // folded (§7.3.1)
                end = MessageParser.lineEnd(bytes, stop);
                if (end < 0) return -1;
                stop = MessageParser.next(bytes, end);
            }
            if (!field(bytes, at, end, index)) return -1;
            at = stop;
        }
        return bytes.length;
    }

    private static boolean field(byte[] bytes, int start, int end, HeaderIndex index) {
        int colon = MessageParser.indexOf(bytes, ':', start, end);
        if (colon < 0) return false;
        int nameEnd = colon;
        while (nameEnd > start && Bytes.isBlank(bytes[nameEnd - 1])) nameEnd--;
        if (!Bytes.isToken(bytes, start, nameEnd)) return false;
        int value = colon + 1;
        while (value < end && Bytes.isBlank(bytes[value])) value++;
        int valueEnd = end;
        while (valueEnd > value && Bytes.isBlank(bytes[valueEnd - 1])) valueEnd--;
        index.add(Headers.id(bytes, start, nameEnd), start, nameEnd, value, valueEnd);
        return true;
    }
}
