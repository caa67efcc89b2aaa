package app.clockout.local.table;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.local.table.core.Database;
import app.clockout.local.table.core.Rules;
import app.clockout.local.table.protocol.Protocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Repeats random calls, one after the other, of which Amazon's emulator and this table once said the same. Each line has a call,
 * its JSON, and the answer: the whole of it, or no more than the error's type where the two chose another of several errors to
 * tell first.
 */
class CorpusTest {
    private static final String TABLE = """
            {"TableName":"tab","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[
            {"AttributeName":"PK","AttributeType":"S"},{"AttributeName":"SK","AttributeType":"S"},
            {"AttributeName":"byMember","AttributeType":"S"},{"AttributeName":"byMemberSort","AttributeType":"S"}],
            "KeySchema":[{"AttributeName":"PK","KeyType":"HASH"},{"AttributeName":"SK","KeyType":"RANGE"}],
            "GlobalSecondaryIndexes":[{"IndexName":"ByMember","KeySchema":[{"AttributeName":"byMember","KeyType":"HASH"},
            {"AttributeName":"byMemberSort","KeyType":"RANGE"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}]}
            """;

    @Test
    void shouldStillSayWhatItSaidBesideTheEmulatorOfAmazon() throws IOException {
        var protocol = new Protocol(new Database(InstantSource.system(), Rules.PLAIN));
        answer(protocol, "CreateTable", TABLE);
        List<String> differing = lines().filter(line -> {
                    var parts = line.split("\t");
                    return !answer(protocol, parts[0], parts[1]).startsWith(parts[2]);
                })
                .toList();
        assertThat(differing).isEmpty();
    }

    private static Stream<String> lines() throws IOException {
        try (var in = Objects.requireNonNull(CorpusTest.class.getResourceAsStream("corpus.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
        }
    }

    private static String answer(Protocol protocol, String call, String json) {
        var reply = protocol.answer("DynamoDB_20120810." + call, json.getBytes(StandardCharsets.UTF_8));
        return reply.status() + " " + new String(reply.body(), StandardCharsets.UTF_8);
    }
}
