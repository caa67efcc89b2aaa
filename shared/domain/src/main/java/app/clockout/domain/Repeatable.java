package app.clockout.domain;

/**
 * What makes a request that creates something the same as another of the same person.
 *
 * @param key its path and what its client calls it
 * @param requestHash of its method, path and body
 */
public record Repeatable(String key, String requestHash) {}
