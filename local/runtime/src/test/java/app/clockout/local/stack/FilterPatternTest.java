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
             "NewImage":{"status":{"S":"Waiting"},"count":{"N":"5"},"admin":{"BOOL":true},"tags":{"SS":["a","b"]}}},
             "number":5,"nothing":null}
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
                "{\"dynamodb\":{\"Keys\":{\"SK\":{\"S\":[{\"suffix\":\"FILE\"}]}}}} | true",
                "{\"dynamodb\":{\"Keys\":{\"SK\":{\"S\":[{\"suffix\":\"file\"}]}}}} | false",
                "{\"dynamodb\":{\"NewImage\":{\"status\":{\"S\":[{\"equals-ignore-case\":\"waiting\"}]}}}} | true",
                "{\"dynamodb\":{\"NewImage\":{\"status\":{\"S\":[{\"anything-but\":\"Waiting\"}]}}}} | false",
                "{\"dynamodb\":{\"NewImage\":{\"status\":{\"S\":[{\"anything-but\":[\"x\",\"y\"]}]}}}} | true",
                "{\"dynamodb\":{\"NewImage\":{\"status\":{\"S\":[{\"anything-but\":{\"prefix\":\"Wait\"}}]}}}} | false",
                "{\"dynamodb\":{\"NewImage\":{\"absent\":{\"S\":[{\"anything-but\":\"x\"}]}}}} | false",
                "{\"dynamodb\":{\"NewImage\":{\"status\":{\"S\":[{\"exists\":true}]}}}} | true",
                "{\"dynamodb\":{\"NewImage\":{\"absent\":{\"S\":[{\"exists\":true}]}}}} | false",
                "{\"dynamodb\":{\"OldImage\":{\"status\":{\"S\":[{\"exists\":false}]}}}} | true",
                "{\"dynamodb\":{\"NewImage\":{\"status\":{\"S\":[{\"exists\":false}]}}}} | false",
                "{\"dynamodb\":{\"NewImage\":{\"admin\":{\"BOOL\":[true]}}}} | true",
                "{\"dynamodb\":{\"NewImage\":{\"admin\":{\"BOOL\":[false]}}}} | false",
                "{\"dynamodb\":{\"NewImage\":{\"count\":{\"N\":[\"5\"]}}}} | true",
                "{\"dynamodb\":{\"NewImage\":{\"count\":{\"N\":[{\"numeric\":[\"=\",5]}]}}}} | false",
                "{\"dynamodb\":{\"NewImage\":{\"tags\":{\"SS\":[\"b\"]}}}} | true",
                "{\"number\":[{\"numeric\":[\">\",0,\"<=\",5]}]} | true",
                "{\"number\":[{\"numeric\":[\">\",5]}]} | false",
                "{\"number\":[{\"numeric\":[\">=\",5,\"<\",5.5]}]} | true",
                "{\"number\":[5.0]} | true",
                "{\"nothing\":[null]} | true",
                "{\"$or\":[{\"eventName\":[\"MODIFY\"]},{\"number\":[5]}]} | true",
                "{\"$or\":[{\"eventName\":[\"MODIFY\"]},{\"number\":[6]}]} | false",
                "{\"eventName\":[\"INSERT\"],\"$or\":[{\"number\":[6]}]} | false",
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
                "{\"eventName\":[{\"wildcard\":\"x*\"}]}",
                "{\"eventName\":[{\"prefix\":5}]}",
                "{\"eventName\":[{\"prefix\":\"a\",\"suffix\":\"b\"}]}",
                "{\"eventName\":[{\"numeric\":[\"~\",5]}]}",
                "{\"eventName\":[{\"numeric\":[\">\"]}]}",
                "{\"eventName\":[{\"exists\":\"yes\"}]}",
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
