package app.clockout.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonObjectTest {
    @Test
    void shouldKeepTheOrderOfItsFields() {
        var json = new JsonObject().put("z", 1).put("a", "x").put("m", true);
        json.put("z", 2);

        assertThat(json).hasToString("{\"z\":2,\"a\":\"x\",\"m\":true}");
    }

    @Test
    void shouldBeFilledFromWithin() {
        var json = new JsonObject();
        json.putObject("funnel").put("waiting", 3);
        var items = json.putArray("items");
        items.addObject().put("name", "Maya");
        items.addObject();
        json.put("asks", JsonArray.of(List.of("a mentor", "money")));
        json.put("inner", new JsonObject().put("no", false));

        assertThat(json)
                .hasToString("{\"funnel\":{\"waiting\":3},\"items\":[{\"name\":\"Maya\"},{}],"
                        + "\"asks\":[\"a mentor\",\"money\"],\"inner\":{\"no\":false}}");
    }

    @Test
    void shouldGiveNothingWhereAFieldIsOfAnotherType() throws Exception {
        var json = Json.read("{\"text\":\"x\",\"number\":1,\"list\":[],\"object\":{},\"nothing\":null}");

        assertThat(json.text("number")).isNull();
        assertThat(json.text("nothing")).isNull();
        assertThat(json.text("missing")).isNull();
        assertThat(json.object("text")).hasToString("{}");
        assertThat(json.object("missing")).hasToString("{}");
        assertThat(json.array("object").values()).isEmpty();
        assertThat(json.array("missing").values()).isEmpty();
    }

    @Test
    void shouldGiveThoseEntriesOfAnArrayThatAreObjects() throws Exception {
        assertThat(Json.read("{\"a\":[1,{\"b\":2},\"x\",{\"b\":3},null]}")
                        .array("a")
                        .objects())
                .extracting(object -> object.get("b"))
                .containsExactly(2L, 3L);
    }
}
