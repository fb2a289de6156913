package esg.admin.rest;

import esg.domain.cdr.Cdr;
import esg.domain.cdr.CdrFilter;
import esg.domain.cdr.CdrOrder;
import esg.domain.cdr.CdrStore;
import esg.domain.config.RepositoryFailure.StoreUnavailable;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Records in memory. */
final class FakeRecords implements CdrStore {
    private static final Comparator<Cdr> OLDEST =
            Comparator.comparing((Cdr cdr) -> cdr.times().began()).thenComparing(Cdr::id);
    final List<Cdr> all = new CopyOnWriteArrayList<>();
    final List<CdrFilter> asked = new CopyOnWriteArrayList<>();
    volatile boolean away;

    private Stream<Cdr> fitting(CdrFilter filter) {
        if (away) throw new StoreUnavailable("away", new SQLException());
        asked.add(filter);
        return all.stream()
                .filter(cdr -> filter.d().map(cdr.account().d()::equals).orElse(true))
                .filter(cdr ->
                        filter.code().map(code -> code == cdr.end().code()).orElse(true));
    }

    @Override
    public int append(List<Cdr> records) {
        all.addAll(records);
        return records.size();
    }

    @Override
    public Found list(CdrFilter filter, CdrOrder order, int limit, int offset) {
        var found = fitting(filter)
                .sorted(order == CdrOrder.OLDEST ? OLDEST : OLDEST.reversed())
                .toList();
        return new Found(found.stream().skip(offset).limit(limit).toList(), found.size());
    }

    @Override
    public Optional<Cdr> find(String id) {
        return all.stream().filter(cdr -> cdr.id().equals(id)).findFirst();
    }

    @Override
    public List<Cdr> legs(Set<String> callIds) {
        return all.stream()
                .filter(cdr -> callIds.contains(cdr.received().callId())
                        || callIds.contains(cdr.sent().callId()))
                .toList();
    }

    @Override
    public List<Cdr> after(Optional<Place> place, CdrFilter filter, int limit) {
        return fitting(filter)
                .sorted(OLDEST)
                .dropWhile(cdr -> place.isPresent() && !isBehind(cdr, place.get()))
                .limit(limit)
                .toList();
    }

    private static boolean isBehind(Cdr cdr, Place place) {
        int byTime = cdr.times().began().compareTo(place.began());
        return byTime > 0 || byTime == 0 && cdr.id().compareTo(place.id()) > 0;
    }

    @Override
    public int forget(Instant before, int most) {
        return 0;
    }
}
