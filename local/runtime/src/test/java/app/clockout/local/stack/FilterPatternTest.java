package app.clockout.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterPatternTest {
    private static final String RECORD = """
            {"eventName":"INSERT","dynamodb":{"Keys":{"PK":{"S":"MEMBER#1"},"SK":{"S":"PROFILE"}},
             "NewImage":{"status":{"S":"Waiting"},"count":{"N":"5"}}}}
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"eventName\":[\"INSERT\",\"MODIFY\"]} | true",
                "{\"eventName\":[\"MODIFY\"]} | false",
                "{\"eventName\":[\"INSERT\"],\"dynamodb\":{\"Keys\":{\"SK\":{\"S\":[\"PROFILE\"]}}}} | true",
                "{\"eventName\":[\"REMOVE\"],\"dynamodb\":{\"Keys\":{\"SK\":{\"S\":[\"PROFILE\"]}}}} | false",
                "{\"dynamodb\":{\"Keys\":{\"PK\":{\"S\":[{\"prefix\":\"CLUB#\"},{\"prefix\":\"MEMBER#\"}]}}}} | true",
                "{\"dynamodb\":{\"Keys\":{\"PK\":{\"S\":[{\"prefix\":\"CLUB#\"}]}}}} | false",
                "{\"dynamodb\":{\"Keys\":{\"SK\":{\"S\":[\"EVENT\",{\"prefix\":\"PRO\"}]}}}} | true",
                "{\"dynamodb\":{\"Keys\":{\"SK\":{\"S\":[{\"prefix\":\"pro\"}]}}}} | false",
                "{\"dynamodb\":{\"NewImage\":{\"absent\":{\"S\":[{\"prefix\":\"\"}]}}}} | false",
                "{\"dynamodb\":{\"NewImage\":{\"count\":{\"N\":[\"5\"]}}}} | true",
            })
    void shouldMatchAsEventBridgeDoes(String pattern, boolean matches) throws JsonProcessingException {
        assertThat(FilterPattern.parse(pattern).matches(new ObjectMapper().readTree(RECORD)))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"eventName\":\"INSERT\"}",
                "{\"eventName\":[]}",
                "{}",
                "[]",
                "{\"number\":[5]}",
                "{\"nothing\":[null]}",
                "{\"eventName\":[{\"wildcard\":\"x*\"}]}",
                "{\"eventName\":[{\"suffix\":\"x\"}]}",
                "{\"eventName\":[{\"exists\":true}]}",
                "{\"eventName\":[{\"anything-but\":\"x\"}]}",
                "{\"eventName\":[{\"numeric\":[\">\",5]}]}",
                "{\"eventName\":[{\"prefix\":5}]}",
                "{\"eventName\":[{\"prefix\":\"a\",\"suffix\":\"b\"}]}",
                "{\"$or\":[{\"eventName\":[\"MODIFY\"]}]}",
            })
    void shouldRefuseWhatItDoesNotUnderstand(String pattern) {
        assertThatThrownBy(() -> FilterPattern.parse(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is understood");
    }

    @Test
    void shouldRefuseWhatIsNotJson() {
        assertThatThrownBy(() -> FilterPattern.parse("{"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not JSON");
    }
}
