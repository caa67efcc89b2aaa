package app.clockout.local.emulators.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ResolverTest {
    private static final String TEMPLATE = """
            Parameters:
              Name:
                Default: ''
              Secret:
                Type: String
            Conditions:
              HasName: !Not [!Equals [!Ref Name, '']]
              Nameless: !Not [!Condition HasName]
              AlsoNameless:
                Condition: Nameless
            Resources:
              Queue:
                Type: AWS::SQS::Queue
              Subject:
                Type: Test
                Properties:
                  Value: VALUE
            """;

    private static Object resolve(String value, Map<String, String> parameters) {
        var template = Template.parse("t.yaml", TEMPLATE.replace("VALUE", value));
        var resolver = new Resolver(
                template,
                parameters,
                (logicalId, attribute) -> logicalId + "/" + Objects.requireNonNullElse(attribute, "ref"));
        return resolver.plain(
                Objects.requireNonNull(template.properties("Subject").get("Value")));
    }

    private static Object resolve(String value) {
        return resolve(value, Map.of());
    }

    @Test
    void shouldLeavePlainValuesAsTheyAre() {
        assertThat(resolve("{a: 1, b: [x, true], c: {d: ''}}"))
                .isEqualTo(Map.of("a", "1", "b", List.of("x", "true"), "c", Map.of("d", "")));
    }

    @Test
    void shouldResolveParametersBeforeTheirDefaults() {
        assertThat(resolve("!Ref Name")).isEqualTo("");
        assertThat(resolve("!Ref Name", Map.of("Name", "Ada"))).isEqualTo("Ada");
    }

    @Test
    void shouldResolveResourcesAndTheirAttributes() {
        assertThat(resolve("!Ref Queue")).isEqualTo("Queue/ref");
        assertThat(resolve("!GetAtt Queue.Arn")).isEqualTo("Queue/Arn");
        assertThat(resolve("{'Fn::GetAtt': [Queue, Arn]}")).isEqualTo("Queue/Arn");
    }

    @Test
    void shouldSubstituteWhatATextNames() {
        assertThat(resolve(
                        "!Sub 'arn:${AWS::Partition}:${Name}:${Queue}:${Queue.Arn}:${!Name}'",
                        Map.of("Name", "a$1\\b")))
                .isEqualTo("arn:aws:a$1\\b:Queue/ref:Queue/Arn:${Name}");
        assertThat(resolve("!Sub ['${Own}-${AWS::Region}', {Own: !Ref Queue}]")).isEqualTo("Queue/ref-us-east-1");
    }

    @Test
    void shouldKnowWhereItRuns() {
        assertThat(resolve("!Sub '${AWS::AccountId} ${AWS::URLSuffix} ${AWS::StackName}'"))
                .isEqualTo("000000000000 amazonaws.com clockout");
        assertThat(resolve("!Ref AWS::Region", Map.of("AWS::Region", "eu-central-1")))
                .isEqualTo("eu-central-1");
    }

    @Test
    void shouldChooseByConditions() {
        String choice = "!If [HasName, !Sub 'https://${Name}', !If [AlsoNameless, none, broken]]";

        assertThat(resolve(choice)).isEqualTo("none");
        assertThat(resolve(choice, Map.of("Name", "x.test"))).isEqualTo("https://x.test");
    }

    @Test
    void shouldPointAtWhatItDoesNotUnderstand() {
        assertProblem(
                "!Join ['', [a]]",
                "!Join is not understood; Ref, GetAtt, Sub, If, Not, Equals and Condition are understood.");
        assertProblem("!Ref Nobody", "there is no parameter and no resource Nobody; of AWS's own AWS::AccountId, ");
        assertProblem("!GetAtt Nobody.Arn", "there is no resource Nobody.");
        assertProblem("!GetAtt Queue", "'Queue' names no attribute; Resource.Attribute is understood.");
        assertProblem("!Sub '${Nobody}'", "there is no parameter and no resource Nobody;");
        assertProblem("!Sub [a]", "a list in !Sub; a text, or a list of a text and a mapping, is understood.");
        assertProblem("!If [HasName, a]", "!If has not the list of 3 that is understood.");
        assertProblem(
                "!If [Missing, a, b]",
                "there is no condition Missing; those of Conditions are understood: HasName, Nameless");
        assertProblem("!Ref [a]", "a list where a text is understood.");
        assertProblem("!Not [!Ref Name]", "!Ref is no condition; !Equals, !Not and !Condition are understood.");
    }

    @Test
    void shouldPointAtAParameterThatNobodyGave() {
        assertThatThrownBy(() -> resolve("!Ref Secret"))
                .isInstanceOf(TemplateException.class)
                .hasMessage("t.yaml:5: the parameter Secret has no Default, and no value was given.");
    }

    private static void assertProblem(String value, String problem) {
        assertThatThrownBy(() -> resolve(value))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("t.yaml:17: " + problem);
    }
}
