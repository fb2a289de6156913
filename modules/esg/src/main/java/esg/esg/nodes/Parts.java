package esg.esg.nodes;

import esg.admin.monitor.CallQuery.Chosen;
import esg.admin.monitor.NodeState.Call;
import esg.admin.monitor.NodeState.Reg;
import esg.admin.monitor.NodeState.RuleCount;
import esg.esg.nodes.RollCall.Header;
import esg.esg.nodes.RollCall.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * A node's answer, cut so that each part fits into a frame between nodes (256 KiB): ten thousand accounts with the registrars' answers are
 * ten megabytes.
 */
record Parts(List<Part> all) {
    /** Characters; three bytes each at worst, and the longest answer of a registrar is 64 KiB. */
    static final int CHARACTERS = 40_000;

    /** Field names and numbers of one element. */
    private static final int FRAME = 300;

    static Parts of(Header header) {
        return new Parts(List.of(new Part(header, 0, 1, List.of(), List.of(), 0, List.of())));
    }

    static Parts ofRegistrations(Header header, List<Reg> regs) {
        var pages = pages(regs, Parts::weight);
        var parts = new ArrayList<Part>();
        for (var page : pages) parts.add(new Part(header, parts.size(), pages.size(), page, List.of(), 0, List.of()));
        return new Parts(parts);
    }

    static Parts ofCalls(Header header, Chosen chosen) {
        var pages = pages(chosen.calls(), Parts::weight);
        int total = chosen.total();
        var parts = new ArrayList<Part>();
        for (var page : pages)
            parts.add(new Part(header, parts.size(), pages.size(), List.of(), page, total, List.of()));
        return new Parts(parts);
    }

    static Parts ofBorder(Header header, List<RuleCount> border) {
        var pages = pages(border, count -> count.id().length() + FRAME / 10);
        var parts = new ArrayList<Part>();
        for (var page : pages) parts.add(new Part(header, parts.size(), pages.size(), List.of(), List.of(), 0, page));
        return new Parts(parts);
    }

    /** At least one. An element heavier than a page gets one for itself. */
    private static <T> List<List<T>> pages(List<T> all, ToIntFunction<T> weight) {
        var pages = new ArrayList<List<T>>();
        var page = new ArrayList<T>();
        int filled = 0;
        for (var one : all) {
            int more = weight.applyAsInt(one);
            if (!page.isEmpty() && filled + more > CHARACTERS) {
                pages.add(List.copyOf(page));
                page.clear();
                filled = 0;
            }
            page.add(one);
            filled += more;
        }
        pages.add(List.copyOf(page));
        return pages;
    }

    private static int weight(Reg reg) {
        return FRAME + length(reg.addrs()) + length(reg.lastResponse());
    }

    private static int weight(Call call) {
        return FRAME + length(call.callIds()) + call.from().length() + call.to().length();
    }

    private static int length(List<String> texts) {
        return texts.stream().mapToInt(text -> text.length() + 3).sum();
    }
}
