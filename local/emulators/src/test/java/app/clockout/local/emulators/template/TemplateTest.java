package app.clockout.local.emulators.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.clockout.local.emulators.template.Value.Call;
import app.clockout.local.emulators.template.Value.Fields;
import app.clockout.local.emulators.template.Value.Text;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {
    private static final String SMALL = """
            Parameters:
              Size:
                Type: Number
                Default: 3
            Globals:
              Function:
                Environment:
                  Variables:
                    SIZE: !Ref Size
                    COLOUR: red
            Resources:
              Table:
                Type: AWS::DynamoDB::Table
              Hello:
                Type: AWS::Serverless::Function
                Properties:
                  Environment:
                    Variables:
                      COLOUR: blue
                      TABLE: {Ref: Table}
                      ARN:
                        Fn::GetAtt: [Table, Arn]
            """;

    @Test
    void shouldReadTheTemplateOfThisStack() {
        var template = Template.read(Path.of(System.getProperty("clockout.root"), "template.yaml"));

        assertThat(template.parameters()).containsKeys("FounderEmail", "MailFrom", "DomainName");
        assertThat(template.conditions()).containsOnlyKeys("HasDomainName", "HasCertificate", "HasAlarmEmail");
        assertThat(template.resources()).containsKeys("HttpApi", "Table", "MailQueue", "SignupFunction");
        assertThat(template.globals().get("Function")).isInstanceOf(Fields.class);
        assertThat(template.resourcesOf("AWS::DynamoDB::Table")).containsExactly("Table");
    }

    @Test
    void shouldKnowTheLineOfEachValue() {
        var template = Template.parse("small.yaml", SMALL);

        assertThat(template.parameters().get("Size"))
                .isEqualTo(new Fields(Map.of("Type", new Text("Number", 3), "Default", new Text("3", 4)), 3));
    }

    @Test
    void shouldTakeTheLongFormOfAFunctionForItsShortOne() {
        var variables = Template.parse("small.yaml", SMALL).variablesOf("Hello");

        assertThat(variables.get("TABLE")).isEqualTo(new Call("Ref", new Text("Table", 20), 20));
        assertThat(variables.get("ARN")).isInstanceOfSatisfying(Call.class, call -> assertThat(call.function())
                .isEqualTo("GetAtt"));
    }

    @Test
    void shouldGiveAFunctionTheVariablesOfAllBeforeItsOwn() {
        var variables = Template.parse("small.yaml", SMALL).variablesOf("Hello");

        assertThat(variables).containsOnlyKeys("SIZE", "COLOUR", "TABLE", "ARN");
        assertThat(variables.get("COLOUR")).isEqualTo(new Text("blue", 19));
    }

    @Test
    void shouldPointAtWhatIsNoYaml() {
        assertThatThrownBy(() -> Template.parse("t.yaml", "A: 1\nB: [1,\n"))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("t.yaml:3: this is not YAML: ");
    }

    @Test
    void shouldPointAtAKeyThatIsThereTwice() {
        assertThatThrownBy(() -> Template.parse("t.yaml", "A: 1\nB: 2\nA: 3\n"))
                .hasMessage("t.yaml:3: 'A' is here twice; once is understood.");
    }

    @Test
    void shouldPointAtASectionThatIsNoMapping() {
        var template = Template.parse("t.yaml", "A: 1\nResources:\n  - Table\n");

        assertThatThrownBy(template::resources).hasMessage("t.yaml:3: a list where a mapping is understood.");
    }

    @Test
    void shouldPointAtAResourceWithoutAType() {
        var template = Template.parse("t.yaml", "Resources:\n  Table:\n    Properties: {}\n");

        assertThatThrownBy(() -> template.type("Table"))
                .hasMessage("t.yaml:3: the resource Table has no Type; a text like AWS::SQS::Queue is understood.");
    }
}
