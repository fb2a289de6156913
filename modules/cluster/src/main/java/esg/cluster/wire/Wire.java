package esg.cluster.wire;

/**
 * Marks what crosses nodes or reaches the disk: messages between nodes and durable states. Written as CBOR by Jackson; records,
 * {@code Optional} and {@code java.time} pass as they are, a field of a sealed type needs {@code @JsonTypeInfo}. Each
 * implementation has a round-trip test. Fields may be added, never renamed.
 */
public interface Wire {}
