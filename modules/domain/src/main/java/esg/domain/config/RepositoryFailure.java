package esg.domain.config;

/** Why a repository did not do what was asked. The message is fit for the person who asked. */
public abstract sealed class RepositoryFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RepositoryFailure(String message) {
        super(message);
    }

    /** Somebody else wrote the document since it was read. */
    public static final class VersionConflict extends RepositoryFailure {
        private static final long serialVersionUID = 1L;

        public VersionConflict(String message) {
            super(message);
        }
    }

    /** The value of a unique field is taken. */
    public static final class Duplicate extends RepositoryFailure {
        private static final long serialVersionUID = 1L;
        private final String field;

        public Duplicate(String field, String message) {
            super(message);
            this.field = field;
        }

        /** Field of the document that is taken. */
        public String field() {
            return field;
        }
    }

    /** No document with that id. */
    public static final class NotFound extends RepositoryFailure {
        private static final long serialVersionUID = 1L;

        public NotFound(String message) {
            super(message);
        }
    }

    /** Other documents need the one to be deleted. */
    public static final class StillReferenced extends RepositoryFailure {
        private static final long serialVersionUID = 1L;

        public StillReferenced(String message) {
            super(message);
        }
    }

    /** The database does not answer; the same request may work later. */
    public static final class StoreUnavailable extends RepositoryFailure {
        private static final long serialVersionUID = 1L;

        public StoreUnavailable(String message, Throwable cause) {
            super(message);
            initCause(cause);
        }
    }
}
