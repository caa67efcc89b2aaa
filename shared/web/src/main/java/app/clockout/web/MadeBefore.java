package app.clockout.web;

import org.jspecify.annotations.Nullable;

/**
 * What a form that has a used idempotency key made when it was sent before.
 *
 * @param page the path of its page
 * @param editPage the path of the form that changes it; null where it cannot be changed
 */
public record MadeBefore(String page, @Nullable String editPage) {}
