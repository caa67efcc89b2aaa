package app.clockout.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.testing.template.Template;
import app.clockout.testing.template.Value;
import app.clockout.testing.template.Value.Call;
import app.clockout.testing.template.Value.Fields;
import app.clockout.testing.template.Value.Items;
import app.clockout.testing.template.Value.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Nothing is given up in silence. */
class AlarmsTest {
    private final Template template =
            Template.read(Path.of(System.getProperty("clockout.root")).resolve("template.yaml"));

    @Test
    void shouldWatchEveryQueueThatNobodyWorksOff() {
        var watched = template.resourcesOf("AWS::CloudWatch::Alarm").stream()
                .flatMap(alarm -> queues(template.properties(alarm)))
                .toList();

        assertThat(unattended()).isNotEmpty().allSatisfy(queue -> assertThat(watched)
                .contains(queue));
    }

    @Test
    void shouldGiveUpToAQueueOfItsOwn() {
        var targets = template.resourcesOf("AWS::SQS::Queue").stream()
                .flatMap(queue -> Stream.ofNullable(template.properties(queue).get("RedrivePolicy")))
                .map(policy -> id(((Fields) policy).get("deadLetterTargetArn")))
                .toList();

        assertThat(targets).doesNotHaveDuplicates().isSubsetOf(unattended());
    }

    /** Queues without a redrive policy: where it ends. */
    private List<String> unattended() {
        return template.resourcesOf("AWS::SQS::Queue").stream()
                .filter(queue -> template.properties(queue).get("RedrivePolicy") == null)
                .toList();
    }

    private static Stream<String> queues(Fields alarm) {
        return alarm.get("Dimensions") instanceof Items dimensions
                ? dimensions.items().stream().map(dimension -> id(((Fields) dimension).get("Value")))
                : Stream.of();
    }

    /** The resource that {@code !GetAtt Resource.Attribute} is of. */
    private static String id(@Nullable Value value) {
        var text = ((Text) ((Call) Objects.requireNonNull(value)).argument()).text();
        return text.substring(0, text.indexOf('.'));
    }
}
