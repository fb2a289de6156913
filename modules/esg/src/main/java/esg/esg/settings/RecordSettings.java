package esg.esg.settings;

import java.time.Duration;

/**
 * Settings {@code esg.records}: what is kept of calls that have ended.
 *
 * @param database whether in the table
 * @param file whether in a file a day
 * @param retention how long in the table
 * @param fileRetention how long in files, whole days
 * @param queue records that wait to be written, for the table and for the file each
 */
public record RecordSettings(boolean database, boolean file, Duration retention, Duration fileRetention, int queue) {}
