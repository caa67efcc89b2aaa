package app.clockout.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.clockout.clubs.ClubListStore;
import app.clockout.clubs.ClubListStore.Filter;
import app.clockout.domain.FoldedText;
import app.clockout.domain.MemberId;
import app.clockout.domain.Slug;
import app.clockout.local.testing.ClubBuilder;
import app.clockout.table.Table;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two hundred real people of two hundred places, in twenty scripts, sign up, are searched and found. */
class RealNamesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Real(int number, String script, String place, String person) {
        String email() {
            return "real-%d@example.com".formatted(number);
        }

        Slug slug() {
            return new Slug("real-" + number);
        }
    }

    @Test
    @Timeout(120)
    void shouldSignUpBeSearchedAndBeFound() throws IOException {
        var names = names();
        assertThat(names).hasSize(200);
        assertThat(names.stream().map(Real::script).distinct()).hasSize(20);
        try (var network = Network.start()) {
            Network.together(names.stream()
                    .<Callable<Boolean>>map(name -> () -> signUp(network, name))
                    .toList());
            network.settle();
            var tokens = network.tokens("confirm-address");
            assertThat(tokens).hasSize(200);
            Network.together(tokens.values().stream()
                    .<Callable<Object>>map(token -> () -> network.confirmBy(token))
                    .toList());
            var admin = network.signInFounder();
            var table = new Table(network.environment("ClubsFunction"));
            var clubs = new ClubListStore(table);
            var now = network.now();
            for (var name : names) {
                var club = ClubBuilder.club(name.slug(), now)
                        .name(name.place() + " " + name.person())
                        .city(name.place())
                        .hosts(new MemberId("host"))
                        .build();
                assertThat(table.commit(clubs.enter(club)).done()).isTrue();
            }

            Network.together(names.stream()
                    .<Callable<Boolean>>map(name -> () -> {
                        var places = spellings(name.place());
                        var spelled = places.get(name.number() % places.size());
                        assertThat(waiting(network, admin, spelled)).as(spelled).contains(name.person());
                        for (var typed : places) {
                            assertThat(found(clubs, new Filter(null, FoldedText.of(typed), null)))
                                    .as(typed)
                                    .contains(name.slug());
                            assertThat(found(clubs, new Filter(null, null, FoldedText.of(typed))))
                                    .as(typed)
                                    .contains(name.slug());
                        }
                        for (var typed : spellings(name.person())) {
                            assertThat(found(clubs, new Filter(null, null, FoldedText.of(typed))))
                                    .as(typed)
                                    .containsExactly(name.slug());
                        }
                        return true;
                    })
                    .toList());
        }
    }

    private static boolean signUp(Network network, Real name) {
        var reply = network.postFrom(
                "10.1.%d.%d".formatted(name.number() / 100, name.number() % 100),
                "/signup",
                JSON.valueToTree(Map.of(
                                "email", name.email(),
                                "name", name.person(),
                                "industry", "arts",
                                "role", name.person(),
                                "city", name.place(),
                                "headline", name.place(),
                                "asks", List.of(name.place()),
                                "consent", true))
                        .toString());
        assertThat(reply.status()).as(name + reply.text()).isEqualTo(202);
        return true;
    }

    /** The same as other keyboards and other people write it. */
    private static List<String> spellings(String text) {
        return List.of(
                text,
                Normalizer.normalize(text, Normalizer.Form.NFD),
                Normalizer.normalize(text, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT),
                " \u00a0" + text.toLowerCase(Locale.ROOT).replace(" ", "\u3000") + "\u2003");
    }

    private static List<String> waiting(Network network, String admin, String city) {
        return network.get("/admin/waitlist?limit=100&city=" + URLEncoder.encode(city, StandardCharsets.UTF_8), admin)
                .json()
                .path("items")
                .findValuesAsText("name");
    }

    private static List<Slug> found(ClubListStore clubs, Filter filter) {
        return clubs.page(filter, null, 100).clubs();
    }

    private static List<Real> names() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("src/test/resources/real-names.txt"))) {
            var all = lines.filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .collect(Collectors.toList());
            return IntStream.range(0, all.size())
                    .mapToObj(i -> new Real(i, all.get(i)[0], all.get(i)[1], all.get(i)[2]))
                    .toList();
        }
    }
}
