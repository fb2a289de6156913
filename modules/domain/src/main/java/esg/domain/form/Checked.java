package esg.domain.form;

import java.util.List;
import java.util.stream.Collectors;

/** A document after reading: either the value, or everything that is wrong with it. */
public sealed interface Checked<T> {
    record Valid<T>(T value) implements Checked<T> {}

    /** At least one error. */
    record Invalid<T>(List<FieldError> errors) implements Checked<T> {
        public Invalid {
            errors = List.copyOf(errors);
        }
    }

    /** The value, for callers whose documents were checked before; {@link IllegalArgumentException} names the fields. */
    default T orThrow() {
        return switch (this) {
            case Valid<T>(T value) -> value;
            case Invalid<T>(List<FieldError> errors) ->
                throw new IllegalArgumentException(
                        errors.stream().map(e -> e.field() + ": " + e.message()).collect(Collectors.joining("; ")));
        };
    }
}
