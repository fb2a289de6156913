package esg.store.backup;

/** Why nothing was written, or brought back; in words for the operator. */
public final class BackupFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public BackupFailure(String message) {
        super(message);
    }

    public BackupFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
