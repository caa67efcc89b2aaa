package app.clockout.local.table.protocol;

import app.clockout.local.table.core.TableException;
import app.clockout.local.table.value.Item;
import app.clockout.local.table.value.Value;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as plain maps, lists, texts, numbers and truths; items and values are written as DynamoDB writes them. */
public final class Json {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    /**
     * Reads one object.
     *
     * @throws TableException a {@code SerializationException}, if it is none, has a name twice, or has anything behind it
     */
    public static Map<String, Object> read(byte[] bytes) {
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed();
            }
            var object = object(parser);
            if (parser.nextToken() != null) {
                throw malformed();
            }
            return object;
        } catch (JsonProcessingException e) {
            throw malformed();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TableException malformed() {
        return TableException.of("SerializationException", "Start of structure or map found where not expected");
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        var object = new LinkedHashMap<String, Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            var value = value(parser);
            if (value != null) {
                object.put(name, value);
            }
        }
        return object;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                var list = new ArrayList<Object>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    var element = value(parser);
                    if (element != null) {
                        list.add(element);
                    }
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> null;
        };
    }

    /** Writes an object; what is null is left out. */
    public static byte[] write(Map<String, ?> object) {
        var bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            write(json, object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, Map<?, ?> object) throws IOException {
        json.writeStartObject();
        for (var entry : object.entrySet()) {
            if (entry.getValue() != null) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(json, entry.getValue());
            }
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case Map<?, ?> object -> write(json, object);
            case List<?> list -> {
                json.writeStartArray();
                for (Object element : list) {
                    write(json, element);
                }
                json.writeEndArray();
            }
            case Item item -> write(json, item);
            case Value attribute -> write(json, attribute);
            case Boolean bool -> json.writeBoolean(bool);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            default -> json.writeString(value.toString());
        }
    }

    private static void write(JsonGenerator json, Item item) throws IOException {
        json.writeStartObject();
        for (String name : item.names()) {
            var value = item.get(name);
            if (value != null) {
                json.writeFieldName(name);
                write(json, value);
            }
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Value value) throws IOException {
        json.writeStartObject();
        json.writeFieldName(value.type().name());
        switch (value) {
            case Value.Bool(boolean bool) -> json.writeBoolean(bool);
            case Value.Null _ -> json.writeBoolean(true);
            case Value.Set(var _, var elements) -> {
                json.writeStartArray();
                for (Value element : elements) {
                    json.writeString(scalar(element));
                }
                json.writeEndArray();
            }
            case Value.L(var elements) -> write(json, (Object) elements);
            case Value.M(Item entries) -> write(json, entries);
            case Value.S _, Value.N _, Value.B _ -> json.writeString(scalar(value));
        }
        json.writeEndObject();
    }

    private static String scalar(Value value) {
        return switch (value) {
            case Value.S(String text) -> text;
            case Value.N number -> number.text();
            case Value.B(byte[] bytes) -> Base64.getEncoder().encodeToString(bytes);
            default -> throw new IllegalArgumentException("no scalar: " + value);
        };
    }
}
