package app.clockout.local.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.clockout.local.table.expression.Kind;
import app.clockout.local.table.expression.Terms;
import app.clockout.local.table.expression.Update;
import app.clockout.local.table.value.Item;
import app.clockout.local.table.value.Num;
import app.clockout.local.table.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionsTest {
    private static final Map<String, Value> VALUES = Map.of(
            ":one", Value.number(1),
            ":two", Value.number(2),
            ":a", Value.text("a"),
            ":ab", Value.text("ab"),
            ":s", Value.text("S"),
            ":list", new Value.L(List.of(Value.number(9))),
            ":set", Value.Set.of(Value.Type.SS, List.of(Value.text("x"))),
            ":true", new Value.Bool(true));
    private static final Item ITEM = Item.of(Map.of(
            "n", Value.number(1),
            "t", Value.text("abc"),
            "li", new Value.L(List.of(Value.number(1), Value.number(2), Value.number(3))),
            "m", new Value.M(Item.of("k", Value.text("v"))),
            "se", Value.Set.of(Value.Type.SS, List.of(Value.text("x"), Value.text("a")))));

    private static Terms terms() {
        return new Terms(Map.of("#n", "n", "#status", "status"), VALUES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n = :one | true",
                "n <> :one | false",
                "n < :two AND n >= :one | true",
                "n BETWEEN :one AND :two | true",
                "n IN (:two, :one) | true",
                "NOT n = :two | true",
                "n = :two OR t = :a OR #n = :one | true",
                "n = :one OR n = :two AND n = :two | true",
                "(n = :one OR n = :two) AND n = :two | false",
                "attribute_exists(m.k) | true",
                "attribute_not_exists(m.kk) | true",
                "attribute_exists(li[2]) | true",
                "attribute_exists(li[3]) | false",
                "attribute_type(t, :s) | true",
                "begins_with(t, :ab) | true",
                "contains(t, :ab) | true",
                "contains(se, :a) | true",
                "contains(li, :two) | true",
                "size(t) > :two | true",
                "size(li) = n | false",
                "nothing = :one | false",
                "nothing <> :one | true",
                "nothing < :one | false",
                "t < :one | false",
            })
    void shouldSayWhetherAConditionHolds(String condition, boolean holds) {
        var terms = terms();
        assertThat(terms.hold(terms.condition(Kind.CONDITION, condition), ITEM)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n = = :one | Syntax error; token: \"=\", near: \"= = :one\"",
                "n = | Syntax error; token: \"<EOF>\", near: \"=\"",
                "status = :one | Attribute name is a reserved keyword; reserved keyword: status",
                "#no = :one | An expression attribute name used in the document path is not defined; attribute name: #no",
                "n = :no | An expression attribute value used in expression is not defined; attribute value: :no",
                "((n = :one)) | The expression has redundant parentheses;",
                "foo(n) | Invalid function name; function: foo",
                "attribute_exists(n, t) | Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2",
                "attribute_exists(:one) | Operator or function requires a document path; operator or function: attribute_exists",
                "begins_with(n, :one) | Incorrect operand type for operator or function; operator or function: begins_with, operand type: N",
                "n < :true | Incorrect operand type for operator or function; operator or function: <, operand type: BOOL",
                "n BETWEEN :two AND :one | The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}",
                "n = n | The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [n]",
            })
    void shouldRefuseAConditionInTheWordsOfDynamoDb(String condition, String message) {
        assertThatThrownBy(() -> terms().condition(Kind.CONDITION, condition))
                .hasMessage("Invalid ConditionExpression: " + message);
    }

    @Test
    void shouldRefuseParenthesesWithoutAnEnd() {
        assertThatThrownBy(() -> terms().condition(Kind.CONDITION, "(".repeat(4000) + "n = :one"))
                .hasMessageStartingWith("Invalid ConditionExpression: Syntax error; token: \"(\"");
    }

    @Test
    void shouldReadParenthesesAsDeepAsOperatorsGo() {
        var condition = "n = :one AND (".repeat(149) + "n = :one" + ")".repeat(149);
        var terms = terms();
        assertThat(terms.hold(terms.condition(Kind.CONDITION, condition), ITEM)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SET n = n + :two | n | 3",
                "SET n = n - :two | n | -1",
                "SET q = if_not_exists(q, :two) | q | 2",
                "SET n = if_not_exists(n, :two) | n | 1",
                "ADD n :two | n | 3",
                "ADD q :two | q | 2",
                "SET n = :two, q = n | q | 1",
            })
    void shouldReckonFromTheItemAsItWas(String update, String name, long after) {
        assertThat(after(update).get(name)).isEqualTo(Value.number(after));
    }

    private static Item after(String update) {
        var terms = terms();
        Update read = Objects.requireNonNull(terms.update(update));
        return terms.apply(read, ITEM);
    }

    @Test
    void shouldMeanByEachIndexTheElementThatItMeantBefore() {
        assertThat(after("REMOVE li[0], li[1]").get("li")).isEqualTo(new Value.L(List.of(Value.number(3))));
    }

    @Test
    void shouldAppendWhatIsSetBehindTheEndOfAList() {
        assertThat(after("SET li[7] = :two").get("li"))
                .isEqualTo(new Value.L(List.of(Value.number(1), Value.number(2), Value.number(3), Value.number(2))));
        assertThat(after("SET li = list_append(li, :list)").get("li"))
                .isEqualTo(new Value.L(List.of(Value.number(1), Value.number(2), Value.number(3), Value.number(9))));
    }

    @Test
    void shouldAppendInTheOrderOfTheIndexes() {
        assertThat(after("SET li[9] = :two, li[4] = :one").get("li"))
                .isEqualTo(new Value.L(
                        List.of(Value.number(1), Value.number(2), Value.number(3), Value.number(1), Value.number(2))));
    }

    @Test
    void shouldRemoveASetWithItsLastElement() {
        assertThat(after("DELETE se :set").get("se")).isEqualTo(Value.Set.of(Value.Type.SS, List.of(Value.text("a"))));
        var terms = terms();
        var update = Objects.requireNonNull(terms.update("DELETE se :set"));
        var only = Item.of("se", Value.Set.of(Value.Type.SS, List.of(Value.text("x"))));
        assertThat(terms.apply(update, only).has("se")).isFalse();
    }

    @Test
    void shouldChangeWhatIsNested() {
        assertThat(after("SET m.q = :two REMOVE m.k").get("m")).isEqualTo(new Value.M(Item.of("q", Value.number(2))));
        assertThatThrownBy(() -> after("SET nothing.k = :two"))
                .hasMessage("The document path provided in the update expression is invalid for update");
    }

    @Test
    void shouldNotDeleteFromWhatHasNoPlace() {
        assertThatThrownBy(() -> after("DELETE nothing.k :set"))
                .hasMessage("The document path provided in the update expression is invalid for update");
        assertThat(after("DELETE m.nothing :set, nothing :set")).isEqualTo(ITEM);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SET n = :one, n = :two | Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [n], path two: [n]",
                "SET m.k = :one REMOVE m | Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [m, k], path two: [m]",
                "SET m.k = :one, m[0] = :one | Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [m, k], path two: [m, [0]]",
                "SET n = :one SET t = :a | The \"SET\" section can only be used once in an update expression;",
                "ADD n :a | Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND",
                "CHANGE n = :one | Syntax error; token: \"CHANGE\", near: \"CHANGE n\"",
                "SET n = size(t) | The function is not allowed in an update expression; function: size",
            })
    void shouldRefuseAnUpdateInTheWordsOfDynamoDb(String update, String message) {
        assertThatThrownBy(() -> terms().update(update)).hasMessage("Invalid UpdateExpression: " + message);
    }

    @Test
    void shouldCutAnItemDownToPaths() {
        var projection = Objects.requireNonNull(terms().projection("#n, li[2], li[0], m.k, nothing"));
        assertThat(projection.of(ITEM))
                .isEqualTo(Item.of(Map.of(
                        "n", Value.number(1),
                        "li", new Value.L(List.of(Value.number(1), Value.number(3))),
                        "m", new Value.M(Item.of("k", Value.text("v"))))));
    }

    @Test
    void shouldNamePlaceholdersThatNobodyUsed() {
        var terms = new Terms(Map.of("#x", "x"), Map.of());
        terms.condition(Kind.CONDITION, "attribute_exists(n)");
        assertThatThrownBy(terms::checkAllUsed)
                .hasMessage("Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}");
    }

    @Test
    void shouldKeepNumbersInTheRangeOfDynamoDb() {
        assertThat(Num.parse("-0").text()).isEqualTo("0");
        assertThat(Num.parse("00042.50").text()).isEqualTo("42.5");
        assertThat(Num.parse("1.5E2").text()).isEqualTo("150");
        assertThatThrownBy(() -> Num.parse("1E126")).hasMessageStartingWith("Number overflow");
        assertThatThrownBy(() -> Num.parse("1E-131")).hasMessageStartingWith("Number underflow");
        assertThatThrownBy(() -> Num.parse("1" + "2".repeat(38)))
                .hasMessage("Attempting to store more than 38 significant digits in a Number");
        assertThatThrownBy(() -> Num.parse("1E999999999")).hasMessageStartingWith("Number overflow");
        assertThatThrownBy(() -> Num.parse("seven"))
                .hasMessage("The parameter cannot be converted to a numeric value: seven");
        assertThatThrownBy(() -> Num.parse("\u0663"))
                .hasMessage("The parameter cannot be converted to a numeric value: \u0663");
    }
}
