package app.clockout.web;

import app.clockout.json.JsonArray;
import app.clockout.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What a request sent under the names of its fields. What is of another kind than asked for is told to who asks, by its name. */
sealed interface Sent {
    boolean has(String field);

    Optional<String> text(String field, BiConsumer<String, String> reject);

    List<String> texts(String field, BiConsumer<String, String> reject);

    boolean ticked(String field, BiConsumer<String, String> reject);

    /** The whole number that a field which is there has; null where it is none that an {@code int} can be. */
    @Nullable
    Integer number(String field);

    /** What was typed, as it was; empty where it is nothing that an input can show. */
    String typed(String field);

    /** A form, or a query. An empty value is an absent one. */
    record Form(Map<String, List<String>> all) implements Sent {
        private List<String> values(String field) {
            return all.getOrDefault(field, List.of()).stream()
                    .filter(value -> !TypedText.isNothing(value))
                    .toList();
        }

        @Override
        public boolean has(String field) {
            return !values(field).isEmpty();
        }

        @Override
        public Optional<String> text(String field, BiConsumer<String, String> reject) {
            var values = values(field);
            if (values.size() > 1) {
                reject.accept(field, "Only one of these, please.");
            }
            return values.stream().findFirst();
        }

        @Override
        public List<String> texts(String field, BiConsumer<String, String> reject) {
            return values(field);
        }

        @Override
        public boolean ticked(String field, BiConsumer<String, String> reject) {
            return values(field).contains("on") || values(field).contains("true");
        }

        @Override
        public @Nullable Integer number(String field) {
            var values = values(field);
            return values.size() == 1 ? TypedText.wholeNumber(values.getFirst()) : null;
        }

        @Override
        public String typed(String field) {
            var values = all.getOrDefault(field, List.of());
            return values.isEmpty() ? "" : values.getFirst();
        }
    }

    /** JSON, where a field of nested things is named {@code venue.name}. A null is there, and of no kind that fits. */
    record Json(JsonObject all) implements Sent {
        private static final Object NULL = new Object();

        private @Nullable Object node(String field) {
            @Nullable Object node = all;
            for (var part : field.split("\\.", -1)) {
                node = node instanceof JsonObject object && object.has(part)
                        ? Objects.requireNonNullElse(object.get(part), NULL)
                        : null;
            }
            return node;
        }

        @Override
        public boolean has(String field) {
            return node(field) != null;
        }

        @Override
        public Optional<String> text(String field, BiConsumer<String, String> reject) {
            var node = node(field);
            if (node != null && !(node instanceof String)) {
                reject.accept(field, "This must be text.");
            }
            return Optional.ofNullable(node instanceof String text ? text : null);
        }

        @Override
        public List<String> texts(String field, BiConsumer<String, String> reject) {
            var node = node(field);
            if (!(node instanceof JsonArray array)) {
                if (node != null) {
                    reject.accept(field, "This must be a list.");
                }
                return List.of();
            }
            var texts = new ArrayList<String>();
            for (var entry : array.values()) {
                if (!(entry instanceof String)) {
                    reject.accept(field + "[" + texts.size() + "]", "This must be text.");
                }
                texts.add(entry instanceof String text ? text : "?");
            }
            return texts;
        }

        @Override
        public boolean ticked(String field, BiConsumer<String, String> reject) {
            var node = node(field);
            if (node != null && !(node instanceof Boolean)) {
                reject.accept(field, "This must be true or false.");
            }
            return Boolean.TRUE.equals(node);
        }

        @Override
        public @Nullable Integer number(String field) {
            return node(field) instanceof Long whole && whole == whole.intValue() ? (Integer) whole.intValue() : null;
        }

        @Override
        public String typed(String field) {
            var node = node(field);
            return node == null || node == NULL || node instanceof JsonArray || node instanceof JsonObject
                    ? ""
                    : node.toString();
        }
    }
}
