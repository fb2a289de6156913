package esg.domain.config;

/** A document and its version, which every write raises (ETag). */
public record Stored<T>(T value, long version) {}
